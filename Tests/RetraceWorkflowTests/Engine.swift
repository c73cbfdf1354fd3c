import Foundation
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceTestSupport
import RetraceWorkflow

/// Runs the engine as tests want to see it.
enum Engine {
    /// Everything spills, filters take nearly every account, and blocks hold a line or two.
    static let cramped = MemoryPlan(spillBytes: 0, chunkBytes: 128, partitionBits: 1, filterBytes: 64, blockBytes: 200)

    /// The result for a log root, without the parts that are told in words or depend on estimates.
    static func replay(_ root: RetraceTestSupport.LogRoot, _ logs: LogSet, threads: Int, plan: MemoryPlan? = nil) throws
        -> ReplayResult
    {
        var result = try report(root, logs, threads: threads, plan: plan).result
        result.warnings = []
        result.estimates = nil
        return result
    }

    /// The whole report.
    static func report(
        _ root: RetraceTestSupport.LogRoot, _ logs: LogSet, threads: Int, plan: MemoryPlan? = nil,
        spillFolder: String? = nil, sink: (any EvidenceSink)? = nil
    ) throws -> ReplayReport {
        var options = ReplayOptions(
            root: root.root.path, policy: try PolicyFile.read(root.policy.path), cutoff: Cutoff(instant: logs.cutoff),
            threads: threads, spillFolder: spillFolder)
        options.clockSkewMilliseconds = logs.clockSkew
        return try Reconstruction(options, cancellation: Cancellation(), plan: plan, sink: sink).run()
    }
}
