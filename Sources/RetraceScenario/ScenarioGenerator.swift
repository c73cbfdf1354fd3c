import Dispatch
import Foundation
import RetraceCore
import RetraceHost
import RetraceStatistics
import Synchronization

/// Writes a scenario: logs that show what happened to made-up accounts, and the truth about them.
///
/// The truth is known by construction: a story decides what happens to an account, posts the lines that show it, and says
/// what it means for the counts. Nothing here reads logs or replays anything. Memory grows with days, advertisers and cells
/// of breakdowns, and with threads, but not with accounts.
public struct ScenarioGenerator: Sendable {
    private let plan: ScenarioPlan

    /// A generator for a scenario. Throws ``RetraceCore/RetraceError`` of kind `usage` for options outside their limits.
    public init(_ options: ScenarioOptions) throws {
        try options.validate()
        plan = ScenarioPlan(options)
    }

    /// Writes `logs/`, `policy.yaml`, `truth.json` and `README.md` into a folder, which appears, or gets its new content,
    /// only when all is written. The folder must not exist or be empty, unless `replaces` allows to replace what an
    /// earlier run left there; other files in it stay.
    ///
    /// `isCancelled` is asked from several threads, many times a second; once it says so the run ends with an error of
    /// kind `temporary` and leaves nothing behind. Other failures of writing have the kind `inputOutput`.
    @discardableResult
    public func write(
        to folder: URL, replaces: Bool = false, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> ScenarioReport {
        let output = try OutputFolder(folder, replaces: replaces)
        do {
            let truth = try writeLogs(to: output.workingFolder.appendingPathComponent("logs").path, isCancelled)
            try output.write(ResultEncoder.encode(truth), to: "truth.json")
            try output.write(Data(PolicyText(plan: plan).text.utf8), to: "policy.yaml")
            try output.write(Data(ScenarioReadme(plan: plan).text.utf8), to: "README.md")
            try output.commit()
            return report(truth)
        } catch {
            output.discard()
            throw error
        }
    }

    private func writeLogs(to root: String, _ isCancelled: @escaping @Sendable () -> Bool) throws -> ReplayResult {
        let partitions = plan.layout.partitions
        let next = Atomic<Int>(0)
        let failed = Atomic<Bool>(false)
        let total = Lock(PartitionTotal(plan: plan))
        DispatchQueue.concurrentPerform(iterations: min(plan.options.threads, partitions)) { _ in
            while !failed.load(ordering: .relaxed) {
                let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard partition < partitions else { return }
                let outcome = PartitionTotal.Outcome {
                    try PartitionWriter(plan: plan, root: root, partition: partition).write {
                        isCancelled() || failed.load(ordering: .relaxed)
                    }
                }
                if outcome.isFailure { failed.store(true, ordering: .relaxed) }
                total.withLock { $0.add(outcome) }
            }
        }
        return try total.withLock { try $0.truth() }
    }

    private func report(_ truth: ReplayResult) -> ScenarioReport {
        var report = ScenarioReport(lines: 0, bytes: 0, bytesCompressed: 0, files: 0)
        for summary in truth.streams.values {
            report.lines += summary.lines
            report.bytes += summary.bytes
            report.bytesCompressed += summary.bytesCompressed
            report.files += summary.files
        }
        return report
    }
}
