import RetraceCore

/// SKELETON: to be filled in.
public enum Shrinker {
    /// The smallest log set found, by leaving out lines of `logs`, for which `fails` is still true.
    public static func minimal(_ logs: LogSet, where fails: (LogSet) throws -> Bool) rethrows -> LogSet {
        logs
    }

    /// The seed, the policy, the cutoff and the lines as JSON, for people.
    public static func dump(_ logs: LogSet) -> String {
        ""
    }

    /// Tries the log sets of `seeds`; of the first that fails, the dump of the smallest one; nil when none fails.
    public static func counterexample(
        seeds: some Sequence<UInt64>, where fails: (LogSet) throws -> Bool
    ) rethrows -> String? {
        nil
    }
}
