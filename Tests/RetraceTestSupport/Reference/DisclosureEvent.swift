import RetraceCore

/// A line of `disclosures`, with what it tells.
public struct DisclosureEvent: Hashable, Sendable {
    /// About whom.
    public var account: LogText
    /// When.
    public var instant: Instant
    /// What the purposes held then say.
    public var verdict: Verdict
    /// The purposes held then, or last.
    public var source: Set<SourceCell>

    init(line: LogLine.Disclosure, holdings: ReferenceHoldings) {
        account = line.accountId
        instant = line.timestamp
        verdict = holdings.tolerantVerdict(line.accountId, line.idHash, at: line.timestamp)
        source = holdings.tolerantSource(line.accountId, line.idHash, at: line.timestamp)
    }
}
