import Foundation

/// What a value looks like, whatever its field is called.
enum ValueShape: Hashable, Sendable {
    /// 64 hexadecimal digits.
    case hash
    case email
    /// A phone number with a plus, or with marks between its digits.
    case phone
    /// RFC 3339 with an offset.
    case rfc3339
    case unixSeconds, unixMilliseconds, unixMicroseconds, unixNanoseconds
    /// A time in one of ``timeFormats``.
    case time(format: String)
    case integer
    /// Two capital letters.
    case country
    /// Lower-case words with points between them.
    case dottedKey
    /// Letters, digits and a few marks, no longer than a name.
    case word
    case boolean
    case other

    /// What a text looks like.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        let whole = bytes.prefix(while: ValueShape.isDigit)
        let fraction = bytes.dropFirst(whole.count)
        if !whole.isEmpty,
            fraction.isEmpty || (fraction.first == 0x2E && fraction.dropFirst().allSatisfy(ValueShape.isDigit))
        {
            self = ValueShape.ofDigits(Array(whole))
        } else if bytes.count == 64, bytes.allSatisfy(ValueShape.isHexadecimal) {
            self = .hash
        } else if let time = ValueShape.timeShape(text, bytes) {
            self = time
        } else if ValueShape.isEmail(bytes) {
            self = .email
        } else if ValueShape.isPhone(bytes) {
            self = .phone
        } else if bytes.count == 2, bytes.allSatisfy({ (0x41...0x5A).contains($0) }) {
            self = .country
        } else if ValueShape.isDotted(text) {
            self = .dottedKey
        } else {
            self = bytes.count <= 64 && bytes.allSatisfy(ValueShape.isWordByte) ? .word : .other
        }
    }

    /// Whether it tells an instant.
    var isTime: Bool {
        switch self {
        case .rfc3339, .unixSeconds, .unixMilliseconds, .unixMicroseconds, .unixNanoseconds, .time: true
        default: false
        }
    }

    /// Whether it says who somebody is, so that it must not be shown.
    var isPersonal: Bool { self == .hash || self == .email || self == .phone }

    /// Formats in the manner of `strptime` that are looked for: each with a pattern of what it fits.
    private static let timeFormats: [(format: String, pattern: String)] = [
        ("%Y-%m-%d %H:%M:%S", #"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"#),
        ("%Y-%m-%d %H:%M:%S.%f", #"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+$"#),
        ("%Y-%m-%d %H:%M:%S%z", #"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:?\d\d$"#),
        ("%Y-%m-%dT%H:%M:%S", #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"#),
        ("%Y-%m-%dT%H:%M:%S.%f", #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+$"#),
        ("%Y/%m/%d %H:%M:%S", #"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d$"#),
        ("%d/%b/%Y:%H:%M:%S %z", #"^\d\d/[A-Z][a-z][a-z]/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}$"#),
        ("%d/%m/%Y %H:%M:%S", #"^\d\d/\d\d/\d{4} \d\d:\d\d:\d\d$"#),
        ("%d.%m.%Y %H:%M:%S", #"^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$"#),
    ]

    private static func timeShape(_ text: String, _ bytes: [UInt8]) -> ValueShape? {
        guard (16...40).contains(bytes.count), isDigit(bytes[0]), isDigit(bytes[1]) else { return nil }
        let rfc3339 = #"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$"#
        if text.range(of: rfc3339, options: .regularExpression) != nil { return .rfc3339 }
        return timeFormats.first { text.range(of: $0.pattern, options: .regularExpression) != nil }
            .map { .time(format: $0.format) }
    }

    /// Digits by how many there are: the times since 2001 that they would be.
    private static func ofDigits(_ bytes: [UInt8]) -> ValueShape {
        switch (bytes.count, bytes[0]) {
        case (64, _): .hash
        case (10, 0x31...0x34): .unixSeconds
        case (13, 0x31...0x34): .unixMilliseconds
        case (16, 0x31...0x34): .unixMicroseconds
        case (19, 0x31...0x34): .unixNanoseconds
        default: .integer
        }
    }

    private static func isEmail(_ bytes: [UInt8]) -> Bool {
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
        return bytes[(at + 1)...].contains(UInt8(ascii: ".")) && bytes.count <= 320
    }

    private static func isPhone(_ bytes: [UInt8]) -> Bool {
        let digits = bytes.filter(isDigit).count
        guard (7...15).contains(digits), bytes.count <= 25 else { return false }
        return bytes.allSatisfy { isDigit($0) || [0x2B, 0x2D, 0x20, 0x28, 0x29, 0x2E, 0x2F].contains($0) }
    }

    private static func isDotted(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isLetters = { (part: Substring.UTF8View.SubSequence) in
            !part.isEmpty && part.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
        }
        return parts.count > 1 && parts.allSatisfy(isLetters)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }
    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || [0x2D, 0x2E, 0x3A, 0x5F].contains(byte)
    }
}
