/// On which side of the cutoff something happened.
public enum Side: Int, CaseIterable, Sendable {
    /// Earlier than the cutoff.
    case before
    /// At the cutoff or later.
    case since
}
