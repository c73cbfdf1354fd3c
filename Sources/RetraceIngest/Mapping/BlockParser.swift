import CSimdjson
import RetraceCore

/// Parses blocks of any file, mapped or not: the model's own lines by one parser, those of each mapping by a parser of its
/// own. One a thread; not thread-safe.
final class BlockParser {
    private let plain = LineParser()
    /// Mapped files are few, and the last one's mapping is most likely the next one's too.
    private var mapped: [FileMapping: MappedParser] = [:]

    private struct MappedParser {
        let parser: LineParser
        let mapper: LineMapper?
        var tally: MappingTally
    }

    /// Parses a block's lines; what is returned lives until the next call. Throws ``RetraceCore/RetraceError`` when memory
    /// is short.
    func parse(_ block: LineBlock) throws -> rt_block {
        guard let mapping = block.mapping, !mapping.isPlain else { return try plain.parse(block, stream: block.stream) }
        if mapped[mapping] == nil {
            mapped[mapping] = MappedParser(
                parser: LineParser(renaming: mapping), mapper: LineMapper(mapping), tally: MappingTally(mapping))
        }
        guard let reader = mapped[mapping] else { return rt_block() }
        if let mapper = reader.mapper { return try parse(try mapper.translate(block), by: reader.parser, block.stream) }
        let parsed = try reader.parser.parse(block, stream: block.stream)
        note(parsed.seen_fields, of: mapping)
        return parsed
    }

    /// Parses what a mapper wrote, and gives lines and rejected lines the numbers of the foreign lines.
    private func parse(_ lines: rt_mapped_block, by parser: LineParser, _ stream: LogStream) throws -> rt_block {
        var result = rt_block()
        guard let data = lines.data, let origins = lines.origins else {
            result.physical_lines = lines.physical_lines
            return result
        }
        result = try parser.parse(data, count: lines.length, stream: stream)
        if let parsed = UnsafeMutablePointer(mutating: result.lines) {
            for index in 0..<result.line_count { parsed[index].line = origins[Int(parsed[index].line)].line }
        }
        if let rejects = UnsafeMutablePointer(mutating: result.rejects) {
            for index in 0..<result.reject_count {
                let origin = origins[Int(rejects[index].line)]
                rejects[index].line = origin.line
                if origin.reason != .max { rejects[index].reason = origin.reason }
            }
        }
        result.physical_lines = lines.physical_lines
        return result
    }

    private func note(_ seen: UInt32, of mapping: FileMapping) {
        for (index, field) in mapping.fields.enumerated() {
            guard let number = LineParser.fieldNames(of: mapping.stream).firstIndex(of: field.name) else { continue }
            if seen >> UInt32(number) & 1 != 0 { mapped[mapping]?.tally.fields[index].found += 1 }
        }
    }

    /// What became of the fields of each mapping.
    func tallies() -> [MappingTally] { mapped.values.map { $0.mapper?.tally() ?? $0.tally } }
}
