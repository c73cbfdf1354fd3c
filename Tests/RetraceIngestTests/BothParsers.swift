import CSimdjson
import RetraceCore
import Testing

/// The line parser, once as the program runs it and once with every line judged by simdjson. What the program would make of a
/// text on a lesser processor must be the same as on this one.
final class BothParsers {
    /// What a parser made of a text.
    struct Findings: Equatable {
        /// The accepted lines by number: everything that a record holds, spelled out.
        var accepted: [UInt32: String] = [:]
        /// The rejected lines by number: reason and field.
        var rejected: [UInt32: [UInt8]] = [:]
        var physicalLines: UInt32 = 0
        /// Fields that some accepted line had.
        var seenFields: UInt32 = 0
    }

    private let walk = rt_parser_create()!
    private let portableWalk = rt_parser_create()!
    private let judge = rt_parser_create()!

    init() {
        rt_parser_set_wide_walk(portableWalk, false)
        rt_parser_set_plain_walk(judge, false)
    }

    deinit { for parser in [walk, portableWalk, judge] { rt_parser_destroy(parser) } }

    /// What both make of `text`, and how many lines the plain walk took.
    func parse(_ text: [UInt8], _ stream: LogStream) -> (walk: Findings, judge: Findings, walked: Int) {
        let (walk, judged) = parse(text, stream, walk)
        let (portable, judgedToo) = parse(text, stream, portableWalk)
        #expect(walk == portable && judged == judgedToo)
        return (walk, parse(text, stream, judge).0, Int(walk.physicalLines) - judged)
    }

    /// Whether a line is accepted; nil when the two differ.
    func accepts(_ line: [UInt8], _ stream: LogStream) -> Bool? {
        let (walk, judge, _) = parse(line, stream)
        guard walk == judge, walk.accepted.count + walk.rejected.count == 1 else { return nil }
        return walk.rejected.isEmpty
    }

    private func parse(_ text: [UInt8], _ stream: LogStream, _ parser: OpaquePointer) -> (Findings, judged: Int) {
        let padded = text + [0x0A] + [UInt8](repeating: 0x22, count: Int(RT_PADDING))
        return padded.withUnsafeBufferPointer { bytes in
            var block = rt_block()
            precondition(
                rt_parser_parse(parser, rt_stream(UInt32(stream.rawValue)), bytes.baseAddress!, text.count, &block))
            var findings = Findings(physicalLines: block.physical_lines, seenFields: block.seen_fields)
            for line in UnsafeBufferPointer(start: block.lines, count: block.line_count) {
                findings.accepted[line.line] = BothParsers.text(line, block, stream)
            }
            for reject in UnsafeBufferPointer(start: block.rejects, count: block.reject_count) {
                findings.rejected[reject.line] = [reject.reason, reject.field]
            }
            return (findings, Int(block.judged_lines))
        }
    }

    private static func text(_ line: rt_line, _ block: rt_block, _ stream: LogStream) -> String {
        var line = line
        var parts = ["flags \(line.flags)", "ts \(line.ts)"]
        if stream != .audiences && stream != .uploads { parts.append("account \(line.account)") }
        if line.flags & RT_HAS_EVENT.rawValue != 0 { parts.append("event \(line.event)") }
        if line.flags & RT_HAS_HASH.rawValue != 0 {
            withUnsafeBytes(of: &line.hash) { parts.append("hash \(Array($0)) \(line.digest)") }
        }
        parts += [line.text.0, line.text.1, line.text.2].map(text)
        let list = UnsafeBufferPointer(start: block.list, count: Int(line.list_start + line.list_count))
        return (parts + list.dropFirst(Int(line.list_start)).map(text)).joined(separator: " ")
    }

    private static func text(_ text: rt_text) -> String {
        guard let bytes = text.bytes else { return "-" }
        return "\(Array(UnsafeBufferPointer(start: bytes, count: Int(text.length))))"
    }
}
