import RetraceCore

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
