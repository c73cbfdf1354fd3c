/// Everything a replay found, in the form of the public JSON interface `retrace.result/1`.
///
/// Encoded by ``ResultEncoder``: same content, same bytes. Arrays are sorted by their keys.
public struct ReplayResult: Codable, Equatable, Sendable {
    /// The interface's name and version.
    public var schema = "retrace.result/1"
    /// The cutoff, RFC 3339 in UTC with milliseconds.
    public var cutoff: String
    /// By how many milliseconds clocks were allowed to be off; nil (left out in JSON) where they were believed.
    public var clockSkewMilliseconds: Int64?
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
    /// Purposes in `identifiers` that no prefix of the policy covers, sorted as UTF-8 bytes.
    public var unclassifiedPurposes: [UnclassifiedPurpose]
    /// Files that could not be read to their end.
    public var incomplete: [IncompleteFile]
    /// What a reader of the numbers should know, a sentence each.
    public var warnings: [String]

    /// A result from its parts.
    public init(
        cutoff: String, counts: Totals, verdicts: Sided<VerdictCounts>, streams: [String: StreamSummary],
        breakdowns: Breakdowns, timeline: [TimelineDay], estimates: Estimates? = nil,
        unclassifiedPurposes: [UnclassifiedPurpose] = [], incomplete: [IncompleteFile] = [], warnings: [String] = []
    ) {
        self.cutoff = cutoff
        self.counts = counts
        self.verdicts = verdicts
        self.streams = streams
        self.breakdowns = breakdowns
        self.timeline = timeline
        self.estimates = estimates
        self.unclassifiedPurposes = unclassifiedPurposes
        self.incomplete = incomplete
        self.warnings = warnings
    }

    enum CodingKeys: String, CodingKey {
        case schema, cutoff, counts, verdicts, streams, breakdowns, timeline, estimates, incomplete, warnings
        case unclassifiedPurposes = "unclassified_purposes"
        case clockSkewMilliseconds = "clock_skew_ms"
    }

    /// Reads a result. Those of earlier versions say nothing of unclassified purposes: then there are none. Throws what
    /// decoders throw.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        schema = try container.decode(String.self, forKey: .schema)
        cutoff = try container.decode(String.self, forKey: .cutoff)
        clockSkewMilliseconds = try container.decodeIfPresent(Int64.self, forKey: .clockSkewMilliseconds)
        counts = try container.decode(Totals.self, forKey: .counts)
        verdicts = try container.decode(Sided<VerdictCounts>.self, forKey: .verdicts)
        streams = try container.decode([String: StreamSummary].self, forKey: .streams)
        breakdowns = try container.decode(Breakdowns.self, forKey: .breakdowns)
        timeline = try container.decode([TimelineDay].self, forKey: .timeline)
        estimates = try container.decodeIfPresent(Estimates.self, forKey: .estimates)
        unclassifiedPurposes =
            try container.decodeIfPresent([UnclassifiedPurpose].self, forKey: .unclassifiedPurposes) ?? []
        incomplete = try container.decode([IncompleteFile].self, forKey: .incomplete)
        warnings = try container.decode([String].self, forKey: .warnings)
    }
}
