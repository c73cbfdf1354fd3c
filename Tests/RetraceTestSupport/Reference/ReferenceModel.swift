import RetraceCore
import RetraceStatistics

/// SKELETON: to be filled in.
public struct ReferenceModel: Sendable {
    /// What it reads.
    public let logs: LogSet

    /// A model of `logs`.
    public init(_ logs: LogSet) {
        self.logs = logs
    }

    /// The result by the definitions. Fields that depend on files are 0, estimates are nil.
    public static func replay(_ logs: LogSet) -> ReplayResult {
        fatalError("not written yet")
    }
}
