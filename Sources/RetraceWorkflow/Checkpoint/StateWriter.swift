import RetraceCore
import RetraceIngest

/// Writes the state of a run as blocks of a stream.
struct StateWriter {
    private let state: RunState
    private let run: Reconstruction
    private let keeper: SpillKeeper

    private static let textBytesPerBlock = 1 << 20
    private static let partitionsPerBlock = 64

    /// A writer of a state whose records are all in files that `keeper` keeps.
    init(_ state: RunState, _ run: Reconstruction, _ keeper: SpillKeeper) {
        self.state = state
        self.run = run
        self.keeper = keeper
    }

    /// Writes all of it. Throws ``RetraceCore/RetraceError`` of kind `inputOutput`.
    func write(to writer: ExchangeWriter) throws {
        let texts = run.texts.texts()
        // First, and in order: records name texts by the numbers that they get from it.
        try write(texts, to: writer)
        try writer.writeMessage(.stage) { encoder in
            encoder.number(UInt64(state.stage.rawValue))
            encoder.number(state.keepsWholeUses ? 1 : 0)
        }
        try partial().write(to: writer, texts: texts)
        try writeMappings(to: writer)
        try writer.writeMessage(.spillFiles) { keeper.encode(into: &$0) }
        for (number, store) in state.stores.enumerated() {
            for first in stride(from: 0, to: store.partitionCount, by: StateWriter.partitionsPerBlock) {
                let partitions = first..<min(first + StateWriter.partitionsPerBlock, store.partitionCount)
                try writer.writeMessage(.extents) { encoder in
                    encoder.number(UInt64(number))
                    store.encodeExtents(of: partitions, into: &encoder, keeper)
                }
            }
        }
    }

    private func write(_ texts: Texts, to writer: ExchangeWriter) throws {
        var next = 0
        while next < texts.count {
            try writer.writeMessage(.texts) { encoder in
                while next < texts.count, encoder.message.count < StateWriter.textBytesPerBlock {
                    encoder.bytes(texts.bytes(TextID(next)))
                    next += 1
                }
            }
        }
    }

    private func partial() -> PartialRun {
        var partial = PartialRun()
        partial.tally = state.tally
        partial.streams = state.tallies
        partial.audienceEvents = state.audienceEvents
        partial.requests = state.requests
        for (partition, count) in state.setCounts.enumerated() where count > 0 { partial.setCounts[partition] = count }
        for number in state.finished {
            let file = run.files[number]
            partial.files[number] = PartialRun.File(
                stream: file.stream, name: file.name, size: file.size, entry: run.ledger.entry(of: number))
        }
        return partial
    }

    private func writeMappings(to writer: ExchangeWriter) throws {
        let known = run.files.compactMap(\.mapping)
        let positions = Dictionary(known.enumerated().map { ($1, $0) }) { first, _ in first }
        for tally in run.mappings.withLock({ $0 }) {
            guard let position = positions[tally.mapping] else { continue }
            try writer.writeMessage(.mappings) { encoder in
                encoder.number(UInt64(position))
                tally.encode(into: &encoder)
            }
        }
    }
}
