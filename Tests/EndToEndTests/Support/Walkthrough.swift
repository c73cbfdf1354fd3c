import Foundation

/// The commands of a document, with what they are said to print, and the files that a reader is told to save.
///
/// Commands stand in blocks fenced as `console`: a line that begins with `$ ` is a command, which goes on after a backslash at
/// the line's end, and the lines below it are its output. A line of output that is `…` stands for any lines, also none.
/// A block whose fence names a file after its language is what that file holds.
struct Walkthrough {
    /// What a reader does next.
    enum Action: Equatable {
        /// Type a command; `output` is what it is said to print.
        case command(String, output: [String])
        /// Save `lines` as the file `path`.
        case file(path: String, lines: [String])
    }

    /// Actions in the order of the document, each with its line, from 1.
    private(set) var steps: [(line: Int, action: Action)] = []

    /// How many commands there are.
    var commandCount: Int { steps.count { if case .command = $0.action { true } else { false } } }

    /// Reads a document in Markdown.
    init(_ document: String) {
        var fence: [Substring]?
        for (number, line) in document.components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("```") {
                fence = fence == nil ? line.dropFirst(3).split(separator: " ") : nil
                if let fence, fence.count == 2 { steps.append((number + 1, .file(path: String(fence[1]), lines: []))) }
            } else if let fence, fence.count == 2 || fence == ["console"] {
                add(line, number: number + 1)
            }
        }
    }

    private mutating func add(_ line: String, number: Int) {
        switch steps.last?.action {
        case .file(let path, let lines)? where !line.hasPrefix("$ "):
            steps[steps.count - 1].action = .file(path: path, lines: lines + [line])
        case .command(let command, output: [])? where command.hasSuffix("\\"):
            steps[steps.count - 1].action = .command(command + "\n" + line, output: [])
        case .command(let command, let output)? where !line.hasPrefix("$ "):
            steps[steps.count - 1].action = .command(command, output: output + [line])
        default:
            steps.append((number, .command(String(line.dropFirst(2)), output: [])))
        }
    }

    /// Whether `text` is what a step is said to print. Trailing spaces, empty lines at the end, and the carriage returns of
    /// CSV don't count.
    static func matches(_ text: String, _ expected: [String]) -> Bool {
        func lines(_ text: some Sequence<String>) -> [Substring] {
            var lines = text.map { $0.drop { _ in false } }.map { line in
                line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)]
            }
            while lines.last?.isEmpty == true { lines.removeLast() }
            return lines
        }
        return matches(
            lines(text.replacing("\r\n", with: "\n").components(separatedBy: "\n"))[...], lines(expected)[...])
    }

    private static func matches(_ text: ArraySlice<Substring>, _ expected: ArraySlice<Substring>) -> Bool {
        guard let first = expected.first else { return text.isEmpty }
        guard first == "…" else {
            return text.first == first && matches(text.dropFirst(), expected.dropFirst())
        }
        let rest = expected.dropFirst()
        return (0...text.count).contains { matches(text.dropFirst($0), rest) }
    }
}
