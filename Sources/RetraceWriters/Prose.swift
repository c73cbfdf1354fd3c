/// Text from outside, and long text, made fit for a terminal.
enum Prose {
    /// Columns that no line but one with a long file name goes beyond.
    static let width = 100

    /// `text` with what a terminal would obey or hide made visible: control and format characters become `\u{…}`.
    ///
    /// Names of files, purposes and products come from the logs, and whoever wrote those shall not move the cursor.
    static func visible(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// `text` in at most `limit` characters: its middle gives way to `…`.
    static func shortened(_ text: String, to limit: Int) -> String {
        guard text.count > limit, limit > 1 else { return text }
        let head = (limit - 1) / 2
        return text.prefix(head) + "…" + text.suffix(limit - 1 - head)
    }

    /// `text` in lines of at most ``width`` columns, broken at spaces. The first line begins with `first`, the others with
    /// `rest`. A word longer than a line has a line of its own.
    static func wrapped(_ text: String, first: String = "", rest: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty && line.count + 1 + word.count > width {
                lines.append(line)
                line = rest
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
