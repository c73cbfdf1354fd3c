/// Everything a replay found, in the form of the public JSON interface `retrace.result/1`.
///
/// Encoded by ``ResultEncoder``: same content, same bytes. Arrays are sorted by their keys.
public struct ReplayResult: Codable, Equatable, Sendable {
    /// The interface's name and version.
    public var schema = "retrace.result/1"
    /// The cutoff, RFC 3339 in UTC with milliseconds.
    public var cutoff: String
    /// Totals over accounts and persons.
    public var counts: Totals
    /// Match events by verdict, on both sides of the cutoff.
    public var verdicts: Sided<VerdictCounts>
    /// Per stream what was read; a key for each stream of the model, read or not.
    public var streams: [String: StreamSummary]
    /// Counts of accounts by cell.
    public var breakdowns: Breakdowns
    /// Accounts by the UTC day that first put them in a count, whatever the cutoff.
    public var timeline: [TimelineDay]
    /// Estimates for what the logs don't show; absent when none were asked for.
    public var estimates: Estimates?
    /// Files that could not be read to their end.
    public var incomplete: [IncompleteFile]
    /// What a reader of the numbers should know, a sentence each.
    public var warnings: [String]

    /// A result from its parts.
    public init(
        cutoff: String, counts: Totals, verdicts: Sided<VerdictCounts>, streams: [String: StreamSummary],
        breakdowns: Breakdowns, timeline: [TimelineDay], estimates: Estimates? = nil,
        incomplete: [IncompleteFile] = [], warnings: [String] = []
    ) {
        self.cutoff = cutoff
        self.counts = counts
        self.verdicts = verdicts
        self.streams = streams
        self.breakdowns = breakdowns
        self.timeline = timeline
        self.estimates = estimates
        self.incomplete = incomplete
        self.warnings = warnings
    }
}
