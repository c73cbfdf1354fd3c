/// Text of a log field, identified and ordered by its UTF-8 bytes.
///
/// Swift's `String` takes canonically equivalent texts as equal; the logs don't.
public struct LogText: Hashable, Comparable, Sendable {
    /// The UTF-8 bytes, escapes resolved.
    public let bytes: [UInt8]

    /// A text from its UTF-8 bytes.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A text from a string.
    public init(_ string: String) {
        bytes = Array(string.utf8)
    }

    /// A hash whose 64 hex digits are `number` padded with zeros on the left.
    public static func hash(_ number: Int) -> LogText {
        let digits = String(number, radix: 16)
        return LogText(String(repeating: "0", count: 64 - digits.count) + digits)
    }

    /// The text as a string.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether `left` is smaller, byte by byte.
    public static func < (left: LogText, right: LogText) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension LogText: ExpressibleByStringLiteral, CustomStringConvertible {
    /// A text from a literal.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The text as a string.
    public var description: String { string }
}
