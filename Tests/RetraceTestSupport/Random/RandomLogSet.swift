import RetraceCore

/// SKELETON: to be filled in.
public enum RandomLogSet {
    /// The log set of a seed.
    public static func make(seed: UInt64) -> LogSet {
        fatalError("not written yet")
    }
}
