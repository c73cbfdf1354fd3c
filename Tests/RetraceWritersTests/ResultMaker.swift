import RetraceCore
import RetraceStatistics

/// Makes results to be written.
enum ResultMaker {
    /// A result with these counts before the cutoff and nothing since; every stream has one file and ten lines.
    static func make(
        matched: Bounds = Bounds(), reached: Bounds = Bounds(), havePersons: Bool = true, rejected: UInt64 = 0,
        last: String? = "2019-10-01T00:00:00.000Z"
    ) -> ReplayResult {
        var before = CountSet()
        (before.atRisk, before.matched, before.reached) = (matched, matched, reached)
        let sided = Sided(before: before, since: CountSet())
        var streams: [String: StreamSummary] = [:]
        for stream in LogStream.allCases {
            var summary = StreamSummary()
            (summary.files, summary.lines, summary.rejected) = (1, 10, rejected)
            summary.firstTimestamp = last.map { _ in "2019-01-01T00:00:00.000Z" }
            summary.lastTimestamp = last
            streams[stream.name] = summary
        }
        return ReplayResult(
            cutoff: "2019-09-17T00:00:00.000Z", counts: Totals(accounts: sided, persons: havePersons ? sided : nil),
            verdicts: Sided(before: VerdictCounts(), since: VerdictCounts()), streams: streams,
            breakdowns: Breakdowns(),
            timeline: [])
    }

    /// The text of a result as one line, to be searched in.
    static func flat(_ text: String) -> String {
        text.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
    }
}
