/// How verdicts that the logs leave open are read.
public enum Reading: Int, CaseIterable, Sendable {
    /// Open verdicts count for nothing.
    case lower
    /// Open verdicts count as restricted.
    case upper
}
