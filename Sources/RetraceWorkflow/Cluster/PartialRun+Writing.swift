import RetraceCore
import RetraceIngest

extension PartialRun {
    /// How many entries of a list stand in a block.
    private static let entriesPerBlock = 8192

    /// Writes all of it as blocks of a stream; lists in blocks of bounded length. `texts` holds all of the run so far. Throws
    /// ``RetraceCore/RetraceError`` of kind `inputOutput`.
    func write(to writer: ExchangeWriter, texts: Texts) throws {
        var dictionary = TextDictionary(texts)
        try writer.writeMessage(.tally, texts: &dictionary) { tally.encode(into: &$0, texts: &$1) }
        try writer.writeMessage(.streams, texts: &dictionary) { encoder, texts in
            for stream in streams { stream.encode(into: &encoder, texts: &texts) }
        }
        for slice in PartialRun.slices(audienceEvents) {
            try writer.writeMessage(.audiences, count: slice.count, texts: &dictionary) { encoder, texts in
                for event in slice { event.encode(into: &encoder, texts: &texts) }
            }
        }
        try writeFiles(to: writer)
        try writeMappings(to: writer)
        try writeList(.requests, requests, to: writer) { $0.encode(into: &$1) }
        try writeList(.affectedAccounts, affected, to: writer) { $1.key($0) }
        try writeList(.exposedAccounts, exposed, to: writer) { $1.key($0) }
        try writeFlow(to: writer)
    }

    private func writeMappings(to writer: ExchangeWriter) throws {
        guard !mappings.isEmpty else { return }
        let merged = MappingTally.merged(mappings)
        try writer.writeMessage(.mappingTallies, count: merged.count) {
            for tally in merged { tally.encodeWithSources(into: &$0) }
        }
    }

    private func writeList<Element>(
        _ kind: ExchangeKind, _ list: [Element], to writer: ExchangeWriter,
        _ encode: (Element, inout MessageEncoder) -> Void
    ) throws {
        for slice in PartialRun.slices(list) {
            try writer.writeMessage(kind, count: slice.count) { for element in slice { encode(element, &$0) } }
        }
    }

    private func writeFlow(to writer: ExchangeWriter) throws {
        try writer.writeMessage(.progress, count: setCounts.count) { encoder in
            for (part, count) in setCounts.sorted(by: { $0.key < $1.key }) {
                encoder.number(UInt64(part))
                encoder.number(UInt64(count))
            }
        }
        try writer.writeMessage(.flow) { encoder in
            emitted.encode(into: &encoder)
            taken.encode(into: &encoder)
            for source in sources.sorted() { encoder.word(source) }
        }
    }

    private func writeFiles(to writer: ExchangeWriter) throws {
        for slice in PartialRun.slices(files.sorted { $0.key < $1.key }) {
            try writer.writeMessage(.files, count: slice.count) { encoder in
                for (number, file) in slice {
                    encoder.number(UInt64(number))
                    encoder.number(UInt64(file.stream.rawValue))
                    encoder.string(file.name)
                    encoder.number(file.size)
                    file.entry.encode(into: &encoder)
                }
            }
        }
    }

    private static func slices<Element>(_ list: [Element]) -> [ArraySlice<Element>] {
        stride(from: 0, to: list.count, by: entriesPerBlock).map { list[$0..<min($0 + entriesPerBlock, list.count)] }
    }
}
