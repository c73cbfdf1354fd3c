/// Hashes written as hexadecimal digits.
enum HexadecimalText {
    /// `text` in lower case when it is a SHA-256: 64 hexadecimal digits.
    static func sha256(_ text: some Collection<UInt8>) -> String? {
        guard text.count == 64 else { return nil }
        let lower = text.map { (0x41...0x46).contains($0) ? $0 + 0x20 : $0 }
        guard lower.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
        return String(decoding: lower, as: UTF8.self)
    }
}
