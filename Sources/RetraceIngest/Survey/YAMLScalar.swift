/// Texts as YAML has them.
enum YAMLScalar {
    /// As it is where nothing in it means anything to YAML, else between double quotes.
    static func text(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
        }
        let begins = text.utf8.first.map { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2F } == true
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        return isPlain && begins && !words.contains(text.lowercased()) ? text : quoted(text)
    }

    /// Between double quotes, with all but plain ASCII by its number.
    static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar.value {
            case 0x22, 0x5C, 0..<0x20, 0x7F...:
                let digits = String(scalar.value, radix: 16)
                return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default: return String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
