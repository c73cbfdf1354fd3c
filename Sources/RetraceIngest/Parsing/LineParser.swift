import CSimdjson
import Glibc
import RetraceCore

/// The line parser of CSimdjson, one per thread.
final class LineParser {
    private let parser: OpaquePointer

    init() {
        guard let parser = rt_parser_create() else { fatalError("out of memory") }
        self.parser = parser
    }

    /// A parser for the lines of one mapping: under the names that it gives, or of what its mapper writes.
    convenience init(renaming mapping: FileMapping) {
        self.init()
        guard let names = mapping.names else { return }
        let copies = names.map { name in name.map { strdup($0) } ?? nil }
        defer { for copy in copies { free(copy) } }
        let pointers = copies.map { copy in copy.map { UnsafePointer($0) } }
        guard rt_parser_rename(parser, rt_stream(rawValue: UInt32(mapping.stream.rawValue)), pointers) else {
            fatalError("out of memory")
        }
    }

    deinit { rt_parser_destroy(parser) }

    /// Parses a block's lines; what is returned lives until the next call. Throws ``RetraceError`` when memory is short.
    func parse(_ block: LineBlock, stream: LogStream) throws -> rt_block {
        let bytes = block.buffer.base.assumingMemoryBound(to: UInt8.self)
        let replaced = block.buffer.seal(at: block.count)
        defer { bytes[block.count] = replaced }
        return try parse(bytes, count: block.count, stream: stream)
    }

    /// Parses `count` bytes of lines that the padding follows, a line feed first.
    func parse(_ bytes: UnsafePointer<UInt8>, count: Int, stream: LogStream) throws -> rt_block {
        var result = rt_block()
        guard rt_parser_parse(parser, rt_stream(rawValue: UInt32(stream.rawValue)), bytes, count, &result) else {
            throw RetraceError(.inputOutput, "Out of memory while parsing lines.")
        }
        return result
    }

    /// The names of a stream's fields, in the model's order.
    static func fieldNames(of stream: LogStream) -> [String] {
        (0..<UInt8(8)).compactMap { fieldName($0, of: stream) }
    }

    /// The name of a stream's field by the number that the parser gave.
    static func fieldName(_ field: UInt8, of stream: LogStream) -> String? {
        rt_field_name(rt_stream(rawValue: UInt32(stream.rawValue)), field).map { String(cString: $0) }
    }
}
