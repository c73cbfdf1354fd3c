/// Writes JSON strings with escapes that are needed, and with some that are not.
enum StringRenderer {
    /// The string literal of `text`; of 100 characters that need no escape, `escapedPercent` have one.
    static func render(_ text: LogText, _ escapedPercent: Int, using random: inout SplitMix64) -> [UInt8] {
        var literal = "\""
        for scalar in text.string.unicodeScalars {
            if needsEscape(scalar) || random.chance(escapedPercent) {
                literal += escape(scalar, using: &random)
            } else {
                literal.unicodeScalars.append(scalar)
            }
        }
        return Array((literal + "\"").utf8)
    }

    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
    }

    /// The short escape where there is one, or the hexadecimal one of each UTF-16 code unit.
    private static func escape(_ scalar: Unicode.Scalar, using random: inout SplitMix64) -> String {
        let short: [Unicode.Scalar: String] = [
            "\"": "\\\"", "\\": "\\\\", "/": "\\/", "\u{8}": "\\b", "\u{C}": "\\f", "\n": "\\n", "\r": "\\r",
            "\t": "\\t",
        ]
        if let text = short[scalar], random.chance(50) { return text }
        return Character(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: random.chance(50))
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
