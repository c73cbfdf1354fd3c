import CSimdjson
import Foundation

/// Lines against Foundation's JSONSerialization: where both accept, account, audience and flags are what Foundation read. The
/// first byte chooses the stream.
enum JSONTarget {
    // libFuzzer calls from one thread.
    nonisolated(unsafe) private static let parser = rt_parser_create()!
    private static let names: [[String]] = (0..<7).map { stream in
        (0..<UInt8(8)).compactMap { field in
            rt_field_name(rt_stream(rawValue: UInt32(stream)), field).map { String(cString: $0) }
        }
    }

    static func run(_ input: UnsafeRawBufferPointer) {
        guard let first = input.first else { return }
        let stream = Int(first % 7)
        let line = Array(input.dropFirst().prefix { $0 != 0x0A })
        guard !line.isEmpty else { return }
        let padded = line + [0x0A] + [UInt8](repeating: 0, count: Int(RT_PADDING))
        // What the parser finds points into the block.
        padded.withUnsafeBufferPointer { compare($0.baseAddress!, line, stream) }
    }

    private static func compare(_ padded: UnsafePointer<UInt8>, _ line: [UInt8], _ stream: Int) {
        var block = rt_block()
        guard rt_parser_parse(parser, rt_stream(rawValue: UInt32(stream)), padded, line.count, &block),
            block.line_count == 1, let found = block.lines?.pointee,
            let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
        else { return }
        if names[stream].contains("account_id"), let account = text(found.account_text) {
            compare(account, object["account_id"], "account_id")
        }
        if stream == 1 || stream == 2 || stream == 3 {
            if let audience = text(found.text.0) { compare(audience, object["audience_id"], "audience_id") }
        }
        for name in ["account_id", "audience_id"] where names[stream].contains(name) {
            precondition(object[name] != nil, "\(name) is missing for Foundation")
        }
        let flags = found.flags
        if let type = object["id_type"] as? String {
            precondition(
                (flags & RT_PHONE.rawValue != 0) == (type == "phone") || !names[stream].contains("id_type"), type)
        }
    }

    private static func text(_ text: rt_text) -> [UInt8]? {
        text.bytes.map { Array(UnsafeBufferPointer(start: $0, count: Int(text.length))) }
    }

    /// An id is a string, or an integer in its shortest form.
    private static func compare(_ bytes: [UInt8], _ value: Any?, _ name: String) {
        switch value {
        case let string as String:
            // Foundation takes U+FEFF at the start of a string for a byte order mark, and drops it.
            let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
            let own = isMarked && !string.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
            precondition(Array(string.utf8) == own, "\(name) differs: '\(string)'")
        case let number as NSNumber:
            let text = String(decoding: bytes, as: UTF8.self)
            // Beyond 64 bits Foundation rounds.
            if let integer = Int64(text) { precondition(number.int64Value == integer, "\(name) differs: \(number)") }
        case let other: fatalError("\(name) is no id for Foundation: \(String(describing: other))")
        }
    }
}
