import RetraceCore

/// Something that puts an account in a count.
struct Fact {
    /// Whom.
    var account: LogText
    /// When.
    var instant: Instant
    /// The cells of the breakdown by source.
    var sources: Set<SourceCell>
    /// The audience concerned; nil where the count has none.
    var audience: LogText?
    /// The impression's country; nil where it is not known or there is no impression.
    var country: LogText?
}
