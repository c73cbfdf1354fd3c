import RetraceCore
import RetraceStatistics

/// A result, and what is told of the run beside it.
public struct ReplayReport: Sendable {
    /// The numbers.
    public var result: ReplayResult
    /// Every file, in the order in which evidence numbers them.
    public var inputs: [ReplayInput]
    /// What the estimates were made from, for a case to keep.
    public var basis: EstimationBasis
    /// The first rejected lines of each file.
    public var rejections: [Rejection]
    /// Bytes written to temporary files.
    public var spilledBytes: Int
    /// Most bytes that records took in memory at once.
    public var recordBytesPeak: Int
}
