#if DEBUG
    import Foundation
    import Glibc
    import RetraceCase
    import RetraceCore
    import RetraceHost
    import RetraceStatistics
    import RetraceTestSupport
    import RetraceWorkflow
    import Testing

    /// Runs with a case that end at one of their checkpoints, and go on.
    @Suite struct ResumedCaseTests {
        private let maker: CaseMaker

        init() throws { maker = try CaseMaker() }

        /// Replays logs with a case and a checkpoint after each file and partition; the bytes of both.
        private func record(
            _ set: LogSet, _ root: RetraceTestSupport.LogRoot, as name: String, resuming: Bool = false
        ) throws -> (result: Data, file: Data) {
            var options = ReplayOptions(
                root: root.root.path, policy: set.policy, cutoff: Cutoff(instant: set.cutoff), threads: 1,
                spillFolder: maker.folder.path)
            options.checkpointFolder = maker.folder.path
            options.checkpointSeconds = 0
            options.resumes = resuming
            let plan = MemoryPlan(spillBytes: 0, chunkBytes: 128, partitionBits: 1, filterBytes: 64, blockBytes: 200)
            let writer = try CaseWriter(path: maker.path(name), overwrite: true)
            let run = try Reconstruction(options, cancellation: Cancellation(), plan: plan, sink: writer)
            let report = try run.run()
            let inputs = report.inputs.map {
                CaseInput(
                    file: $0.name, stream: $0.stream.name, size: $0.size, sha256: $0.sha256, lines: $0.lines,
                    rejected: $0.rejected, first: $0.instants.first, last: $0.instants.last)
            }
            try writer.finish(
                CaseWriter.Ending(
                    run: CaseMaker.run(cutoff: set.cutoff), inputs: inputs, result: report.result,
                    rejections: report.rejections))
            return (try ResultEncoder.encode(report.result), try Data(contentsOf: maker.folder.appending(path: name)))
        }

        @Test(arguments: UInt64(500)..<503) func theyGiveTheSameBytes(seed: UInt64) throws {
            let set = RandomLogSet.make(seed: seed)
            let root = try LogRootBuilder(seed: seed).write(set)
            defer { try? FileManager.default.removeItem(at: root.directory) }
            let expected = try record(set, root, as: "whole")
            var number = 1
            while true {
                // The case itself is not reached: its file lies beside the folder of checkpoints.
                let plan = FaultPlan(
                    [Fault(.rename, number, code: EIO, persists: true)], below: maker.path("retrace-checkpoint"))
                let ended = plan.inForce { try? record(set, root, as: "ended") }
                if ended != nil { break }
                let resumed = try record(set, root, as: "resumed", resuming: true)
                #expect(resumed.result == expected.result, "seed \(seed), \(number)")
                #expect(resumed.file == expected.file, "seed \(seed), \(number)")
                number += 1 + number / 3
            }
            #expect(number > 3)
            #expect(try maker.names.filter { $0.contains(".retrace-") }.isEmpty)
        }
    }
#endif
