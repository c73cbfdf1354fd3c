import CSimdjson
import RetraceCore

/// The line parser of CSimdjson, one per thread.
final class LineParser {
    private let parser: OpaquePointer

    init() {
        guard let parser = rt_parser_create() else { fatalError("out of memory") }
        self.parser = parser
    }

    deinit { rt_parser_destroy(parser) }

    /// Parses a block's lines; what is returned lives until the next call. Throws ``RetraceError`` when memory is short.
    func parse(_ block: LineBlock, stream: LogStream) throws -> rt_block {
        var result = rt_block()
        let bytes = block.buffer.base.assumingMemoryBound(to: UInt8.self)
        let replaced = block.buffer.seal(at: block.count)
        defer { bytes[block.count] = replaced }
        guard rt_parser_parse(parser, rt_stream(rawValue: UInt32(stream.rawValue)), bytes, block.count, &result) else {
            throw RetraceError(.inputOutput, "Out of memory while parsing lines.")
        }
        return result
    }

    /// The name of a stream's field by the number that the parser gave.
    static func fieldName(_ field: UInt8, of stream: LogStream) -> String? {
        rt_field_name(rt_stream(rawValue: UInt32(stream.rawValue)), field).map { String(cString: $0) }
    }
}
