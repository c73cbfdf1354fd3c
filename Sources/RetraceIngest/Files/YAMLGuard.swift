import RetraceCore

/// Refuses YAML that would take a parser more time, memory or stack than its size warrants, before a parser sees it.
///
/// Anchors and aliases, which can make a few lines stand for billions of nodes, are refused altogether, and so is nesting
/// beyond what any settings file needs. Quotes and comments are not looked at, as a check that follows them could be led
/// astray: a text that looks like an anchor has to be spelled with an escape. Linear in the text.
enum YAMLGuard {
    private static let depthMax = 64
    private static let indentMax = 200

    /// Throws ``RetraceCore/RetraceError`` of kind `data`; `name` is what the message calls the text, as in `manifest 'm.yaml'`.
    static func check(_ text: String, name: String) throws {
        for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if let column = anchor(in: line) {
                throw RetraceError(
                    .data,
                    "The \(name) has an anchor or alias at line \(number + 1), column \(column): write it out; in a "
                        + "text between double quotes, & is \\u0026 and * is \\u002a.")
            }
            guard line.prefix(while: isIndent).count <= indentMax else { throw tooDeep(name, number + 1) }
        }
        try checkBrackets(text, name)
    }

    private static func checkBrackets(_ text: String, _ name: String) throws {
        var depth = 0
        var line = 1
        for byte in text.utf8 {
            switch byte {
            case 0x0A: line += 1
            case 0x5B, 0x7B: depth += 1
            case 0x5D, 0x7D: depth = max(0, depth - 1)
            default: continue
            }
            if depth > depthMax { throw tooDeep(name, line) }
        }
    }

    /// The column of a `&` or `*` that stands where a node can begin and is followed by a name.
    private static func anchor(in line: Substring.UTF8View) -> Int? {
        var before: UInt8 = 0x20
        var candidate: Int?
        for (position, byte) in line.enumerated() {
            if let candidate, byte > 0x20 { return candidate }
            let isStart = before <= 0x20 || [0x5B, 0x7B, 0x2C, 0x3A].contains(before)
            candidate = isStart && (byte == 0x26 || byte == 0x2A) ? position + 1 : nil
            before = byte
        }
        return nil
    }

    /// What can stand before the first word of a line and nest it deeper: spaces and the marks of list items, keys and values.
    private static func isIndent(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x2D, 0x3F, 0x3A].contains(byte) }

    private static func tooDeep(_ name: String, _ line: Int) -> RetraceError {
        RetraceError(.data, "The \(name) is nested too deeply at line \(line).")
    }
}
