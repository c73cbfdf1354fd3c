/// A place in a JSON document (RFC 6901), with `*` for each element of an array.
struct JSONPointer: Equatable, Sendable {
    /// One step down: a key or an index, nil for `*`.
    var steps: [String?]

    /// Reads a pointer such as `/user/eids/*/id`; `~0` stands for `~` and `~1` for `/`. Nil when it is none. A key that is
    /// itself `*` can't be named.
    init?(_ text: String) {
        guard text.hasPrefix("/") else { return nil }
        var steps: [String?] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if part == "*" {
                steps.append(nil)
            } else {
                guard let key = JSONPointer.unescape(part) else { return nil }
                steps.append(key)
            }
        }
        self.steps = steps
    }

    /// A pointer to a key of the whole document, such as a column of a table.
    init(key: String) { steps = [key] }

    /// A pointer from its steps.
    init(steps: [String?]) { self.steps = steps }

    private static func unescape(_ part: Substring) -> String? {
        var result = ""
        var isEscape = false
        for character in part {
            if isEscape {
                guard character == "0" || character == "1" else { return nil }
                result.append(character == "0" ? "~" : "/")
                isEscape = false
            } else if character == "~" {
                isEscape = true
            } else {
                result.append(character)
            }
        }
        return isEscape ? nil : result
    }

    /// The arrays that it goes through, each up to its `*`.
    var arrays: [JSONPointer] {
        steps.indices.filter { steps[$0] == nil }.map { JSONPointer(steps: Array(steps[...$0])) }
    }

    /// As it is written.
    var text: String {
        steps.map {
            guard let key = $0 else { return "/*" }
            return "/" + key.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
        }.joined()
    }
}

extension String {
    /// The text with one character replaced, without Foundation.
    fileprivate func replacingOccurrences(of character: Character, with text: String) -> String {
        reduce(into: "") { $0 += $1 == character ? text : String($1) }
    }
}
