import RetraceCore
import RetraceStatistics

/// What a reader of the numbers should know beside them.
public enum Remarks {
    /// The first rejected lines, by file and line.
    static func rejections(_ samples: [Rejection], total: UInt64) -> [String] {
        guard total > 0 else { return [] }
        let shown = samples.prefix(TextSummary.namesMax)
        let more = total - UInt64(shown.count)
        return ["First rejected lines"] + shown.flatMap { item(text($0)) }
            + (more > 0 ? ["  … \(Figures.count(more)) more"] : [])
    }

    /// The files that were not read to their end.
    static func incomplete(_ files: [IncompleteFile]) -> [String] {
        guard !files.isEmpty else { return [] }
        let more = files.count - TextSummary.namesMax
        return ["Files not read to their end"] + files.prefix(TextSummary.namesMax).flatMap { item(text($0)) }
            + (more > 0 ? ["  … \(Figures.count(UInt64(more))) more"] : [])
    }

    /// The warnings.
    static func warnings(_ warnings: [String]) -> [String] {
        warnings.isEmpty ? [] : ["Warnings"] + warnings.flatMap { item(Prose.visible($0)) }
    }

    /// A rejected line, as one line of text: its place and why it was rejected, never what it says.
    public static func text(_ rejection: Rejection) -> String { Prose.visible(rejection.description) }

    /// A damaged file, as one line of text.
    public static func text(_ file: IncompleteFile) -> String {
        let lines = "\(Figures.count(file.linesRead)) \(file.linesRead == 1 ? "line" : "lines") before that count"
        return "\(Prose.visible(file.file)) \(Prose.visible(file.reason)); \(lines)"
    }

    private static func item(_ text: String) -> [String] { Prose.wrapped(text, first: "  ", rest: "    ") }
}
