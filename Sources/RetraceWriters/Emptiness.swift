import RetraceCore
import RetraceStatistics

/// Why nobody is in a count: an empty result explains itself.
enum Emptiness {
    /// What was read, what became of it, and where it lies against the cutoff; nil where somebody was matched.
    static func explanation(_ result: ReplayResult) -> String? {
        let counts = result.counts.accounts
        guard counts.before.matched.upper == 0, counts.since.matched.upper == 0 else { return nil }
        let matches = result.streams[LogStream.matches.name] ?? StreamSummary()
        let accepted = matches.lines - matches.rejected - matches.duplicates
        guard accepted > 0 else {
            return "Nothing could be matched: of \(lines(matches.lines)) of 'matches' none was accepted."
        }
        return "What was read: \(lines(accepted)) of 'matches', \(span(matches, result.cutoff)). \(verdicts(result))"
    }

    private static func lines(_ count: UInt64) -> String { "\(Figures.count(count)) \(count == 1 ? "line" : "lines")" }

    private static func span(_ summary: StreamSummary, _ cutoff: String) -> String {
        guard let first = summary.firstTimestamp, let last = summary.lastTimestamp else { return "without a time" }
        let side =
            last < cutoff
            ? "all before the cutoff" : first < cutoff ? "on both sides of the cutoff" : "all since the cutoff"
        return "from \(Figures.stamp(first)) to \(Figures.stamp(last)) UTC, \(side)"
    }

    private static func verdicts(_ result: ReplayResult) -> String {
        let permitted = result.verdicts.before.permitted + result.verdicts.since.permitted
        guard permitted > 0 else { return "None of them puts an account into an audience: they are removals." }
        return
            "Every match was permitted: at its moment the address or number was held for a purpose that the policy permits."
    }
}
