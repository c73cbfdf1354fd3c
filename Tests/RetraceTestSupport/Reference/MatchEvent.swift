import RetraceCore

/// An `add` of `matches`, with what it tells; a line without a hash is one for each of its candidates.
public struct MatchEvent: Hashable, Sendable {
    /// Whom.
    public var account: LogText
    /// Into which audience.
    public var audience: LogText
    /// By which hash; nil when the line has none and there is no candidate.
    public var hash: LogText?
    /// When.
    public var instant: Instant
    /// What the purposes held then say.
    public var verdict: Verdict
    /// The purposes held then, or last.
    public var source: Set<SourceCell>
}
