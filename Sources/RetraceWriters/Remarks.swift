import RetraceCore
import RetraceStatistics

/// What a reader of the numbers should know beside them.
public enum Remarks {
    /// Damaged files named.
    private static let filesMax = 10

    /// The first rejected lines of each stream, by file and line.
    static func rejections(_ samples: [Rejection], total: UInt64) -> [String] {
        guard total > 0 else { return [] }
        let shown = firstOfEachStream(samples, count: 2)
        let more = total - min(total, UInt64(shown.count))
        return ["First rejected lines of each stream"] + shown.flatMap { item(text($0)) }
            + (more > 0 ? ["  … \(Figures.count(more)) more"] : [])
    }

    /// Up to `count` samples of each stream, in the order given: so that one bad file does not hide all others.
    public static func firstOfEachStream(_ samples: [Rejection], count: Int) -> [Rejection] {
        var seen: [Substring: Int] = [:]
        return samples.filter { sample in
            let stream = sample.file.prefix { $0 != "/" }
            seen[stream, default: 0] += 1
            return seen[stream, default: 0] <= count
        }
    }

    /// The files that are missing, not as they should be, or not read to their end.
    static func incomplete(_ files: [IncompleteFile]) -> [String] {
        guard !files.isEmpty else { return [] }
        let more = files.count - filesMax
        return ["Files that are missing or incomplete"] + files.prefix(filesMax).flatMap { item(text($0)) }
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
        let lines = file.linesRead == 1 ? "1 line of it counts" : "\(Figures.count(file.linesRead)) lines of it count"
        return "\(Prose.visible(file.file)) \(Prose.visible(file.reason)); \(lines)"
    }

    private static func item(_ text: String) -> [String] { Prose.wrapped(text, first: "  ", rest: "    ") }
}
