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

/// The instants over which a count is taken.
enum Window {
    /// Those before the cutoff.
    case before
    /// The cutoff and those after it.
    case since
    /// All, by the definitions before the cutoff.
    case always

    /// The window of a side.
    init(_ side: Side) {
        self = side == .before ? .before : .since
    }
}
