import RetraceCore
import RetraceStatistics

/// Results for tests of text.
enum Sample {
    /// Nobody is in any count. Two lines of `matches`, both permitted, before and after the cutoff.
    static func empty() -> ReplayResult {
        var result = ReplayResult(
            cutoff: "2019-09-17T00:00:00.000Z",
            counts: Totals(accounts: Sided(before: CountSet(), since: CountSet()), persons: nil),
            verdicts: Sided(before: VerdictCounts(), since: VerdictCounts()), streams: [:], breakdowns: Breakdowns(),
            timeline: [])
        for stream in LogStream.allCases { result.streams[stream.name] = StreamSummary() }
        result.verdicts.before.permitted = 2
        result.streams["matches"] = stream(lines: 2, from: "2019-06-01", to: "2019-10-01")
        return result
    }

    /// A stream of valid lines between the starts of two days.
    static func stream(lines: UInt64, from first: String, to last: String) -> StreamSummary {
        var summary = StreamSummary()
        summary.files = 1
        summary.lines = lines
        summary.firstTimestamp = "\(first)T00:00:00.000Z"
        summary.lastTimestamp = "\(last)T00:00:00.000Z"
        return summary
    }

    /// Counts all of the same bounds.
    static func counts(_ lower: UInt64, _ upper: UInt64) -> CountSet {
        var set = CountSet()
        for kind in CountKind.allCases { set[kind] = Bounds(lower: lower, upper: upper) }
        return set
    }

    /// As wide as results get: every count of the whole of a large platform, long names, every kind of remark.
    static func wide() -> ReplayResult {
        let many = counts(139_999_999_999, 140_000_000_000)
        var result = empty()
        result.counts = Totals(
            accounts: Sided(before: many, since: many), persons: Sided(before: many, since: many))
        result.verdicts.before.restricted = .max
        result.breakdowns.source = (0..<30).map { number in
            SourceRow(
                idType: "phone", purpose: String(repeating: "essential.service.", count: 10) + "n\(number)",
                before: many,
                since: many)
        }
        result.breakdowns.product = [ProductRow(product: "p\u{1B}[31m\u{202E}q", before: many, since: many)]
        result.breakdowns.residence = [ResidenceRow(country: "US", region: "CA", before: many, since: many)]
        for name in result.streams.keys {
            result.streams[name] = stream(lines: .max / 100, from: "2019-06-01", to: "2019-10-01")
            result.streams[name]?.rejected = 1_000_000
        }
        result.warnings = [String(repeating: "A sentence of a warning. ", count: 20)]
        result.incomplete = (0..<30).map { number in
            IncompleteFile(
                file: "matches/part-\(number)", reason: String(repeating: "is quite damaged ", count: 10), linesRead: 12
            )
        }
        return result
    }
}
