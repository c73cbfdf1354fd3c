import Mustache

/// Makes any text harmless and legible in a page. Everything that a report prints goes through it, once.
///
/// What a reader could not see (controls, marks of direction, stacks of accents) becomes `\u{…}`, what is endless loses its
/// middle, and what a browser would obey is spelled out.
enum TextEscaper {
    /// Scalars that a name may have before its middle gives way.
    static let scalarsMax = 160
    private static let marksMax = 3

    /// For HTML text and attributes in double quotes.
    static func html(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "\"": "&quot;"
            case "'": "&#39;"
            default: nil
            }
        }
    }

    /// For a line of Markdown, cells of tables included.
    static func markdown(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "$": "\\\(scalar)"
            default: nil
            }
        }
    }

    /// The text made legible, without what begins a tag or a character reference; `more` says what else is spelled otherwise.
    private static func escaped(_ text: String, _ more: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in legible(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default:
                if let spelling = more(scalar) { result += spelling } else { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// A name from the logs, no longer than a line or three.
    static func shortened(_ name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        guard scalars.count > scalarsMax else { return name }
        var view = String.UnicodeScalarView(scalars.prefix(scalarsMax / 2))
        view.append("…")
        view.append(contentsOf: scalars.suffix(scalarsMax / 2 - 1))
        return String(view)
    }

    /// Shows what can't be seen; line feeds stay, as a page shows them as space or as lines.
    private static func legible(_ text: String) -> String {
        var result = ""
        var marks = 0
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            marks = category == .nonspacingMark || category == .enclosingMark ? marks + 1 : 0
            switch category {
            case .control where scalar == "\n": result.unicodeScalars.append(scalar)
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                result += visible(scalar)
            default:
                if marks > marksMax { result += visible(scalar) } else { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String { "\\u{\(String(scalar.value, radix: 16))}" }

    /// ``html(_:)`` for templates.
    struct HTML: MustacheContentType {
        func escapeText(_ text: String) -> String { TextEscaper.html(text) }
    }

    /// ``markdown(_:)`` for templates.
    struct Markdown: MustacheContentType {
        func escapeText(_ text: String) -> String { TextEscaper.markdown(text) }
    }
}
