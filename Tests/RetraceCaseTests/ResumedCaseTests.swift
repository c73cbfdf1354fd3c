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

    /// Runs with a case that end at one of their checkpoints, and go on to the same bytes.
    @Suite struct ResumedCaseTests {
        private let maker: CaseMaker

        init() throws { maker = try CaseMaker(inMemory: true) }

        /// Replays logs with a case and a checkpoint after each file and partition; the bytes of both.
        private func record(
            _ set: LogSet, _ root: RetraceTestSupport.LogRoot, as name: String, resuming: Bool = false, threads: Int = 1
        ) throws -> (result: Data, file: Data) {
            var options = ReplayOptions(
                root: root.root.path, policy: set.policy, cutoff: Cutoff(instant: set.cutoff), threads: threads,
                spillFolder: maker.folder.path)
            options.checkpointFolder = maker.folder.path
            options.checkpointSeconds = 0
            options.resumes = resuming
            let plan = MemoryPlan(spillBytes: 0, chunkBytes: 128, partitionBits: 3, filterBytes: 64, blockBytes: 200)
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

        private var folder: String { maker.path("retrace-checkpoint") }

        /// A log set on the disk, for the time of `body`.
        private func withLogs(_ seed: UInt64, _ body: (LogSet, RetraceTestSupport.LogRoot) throws -> Void) throws {
            let set = RandomLogSet.make(seed: seed)
            let root = try LogRootBuilder(seed: seed).write(set)
            defer { try? FileManager.default.removeItem(at: root.directory) }
            try body(set, root)
        }

        /// Ends a run when it would give the `number`-th checkpoint its name; false when it has fewer. The case itself is not
        /// reached: its file lies beside the folder of checkpoints.
        private func stop(
            _ set: LogSet, _ root: RetraceTestSupport.LogRoot, after number: Int, resuming: Bool = false
        ) -> Bool {
            let plan = FaultPlan([Fault(.rename, number, code: EIO, persists: true)], below: folder)
            return plan.inForce { (try? record(set, root, as: "ended", resuming: resuming)) == nil }
        }

        /// How many checkpoints a run makes.
        private func checkpoints(_ set: LogSet, _ root: RetraceTestSupport.LogRoot, resuming: Bool) throws -> Int {
            let plan = FaultPlan([], below: folder)
            _ = try plan.inForce { try record(set, root, as: "counted", resuming: resuming) }
            return plan.calls(.rename)
        }

        @Test(arguments: UInt64(500)..<503) func theyGiveTheSameBytes(seed: UInt64) throws {
            try withLogs(seed) { set, root in
                let expected = try record(set, root, as: "whole")
                let all = try checkpoints(set, root, resuming: false)
                #expect(all > 8)
                // All of those at the end, where partitions of the second pass are done, and some before.
                for number in (1...all).filter({ $0 % 4 == 0 || $0 > all - 8 }) {
                    #expect(stop(set, root, after: number))
                    let threads = number % 3 + 1
                    let resumed = try record(set, root, as: "resumed", resuming: true, threads: threads)
                    #expect(resumed.result == expected.result, "seed \(seed), \(number)")
                    #expect(resumed.file == expected.file, "seed \(seed), \(number)")
                }
                #expect(try maker.names.filter { $0.contains(".retrace-") }.isEmpty)
            }
        }

        @Test func theyGoOnAgainAndAgain() throws {
            try withLogs(504) { set, root in
                let expected = try record(set, root, as: "whole")
                #expect(stop(set, root, after: 2))
                // More than a pass has partitions: each run comes further than the one before.
                var runs = 0
                while runs < 20, stop(set, root, after: 10, resuming: true) { runs += 1 }
                #expect(1..<20 ~= runs)
                #expect(try record(set, root, as: "resumed", resuming: true).file == expected.file)
            }
        }

        /// What was copied of the case is held against what was written.
        @Test func aDamagedCopyIsRefused() throws {
            try withLogs(505) { set, root in
                let all = try checkpoints(set, root, resuming: false)
                #expect(stop(set, root, after: all))
                let copy = URL(fileURLWithPath: "\(folder)/case")
                let whole = try Data(contentsOf: copy)
                var flipped = whole
                flipped[whole.count / 2] ^= 1
                for damaged in [flipped, whole.dropLast(), Data()] {
                    try QuickFile.write(damaged, to: copy)
                    let error = #expect(throws: RetraceError.self) {
                        try record(set, root, as: "resumed", resuming: true)
                    }
                    #expect(error?.kind == .inputOutput && error?.message.contains(copy.path) == true)
                }
                try QuickFile.write(whole, to: copy)
                let resumed = try record(set, root, as: "resumed", resuming: true)
                #expect(try resumed.file == record(set, root, as: "whole").file)
            }
        }

        /// What nobody goes on from is removed, and is for its owner alone until then.
        @Test func aNewRunRemovesTheCopy() throws {
            try withLogs(505) { set, root in
                let all = try checkpoints(set, root, resuming: false)
                #expect(stop(set, root, after: all))
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/case")
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                #expect(stop(set, root, after: 1))
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/case"))
            }
        }

        /// Whichever call for the copy fails: the run ends with an error and can be gone on from, or with the same bytes.
        @Test(arguments: [HostCall.open, .read, .write, .sync, .truncate])
        func callsForTheCopyMayFail(call: HostCall) throws {
            try withLogs(506) { set, root in
                let expected = try record(set, root, as: "whole")
                for resuming in [false, true] {
                    _ = stop(set, root, after: 12)
                    let counting = FaultPlan([], below: "\(folder)/case")
                    _ = try counting.inForce { try record(set, root, as: "counted", resuming: resuming) }
                    for number in 1...max(1, min(4, counting.calls(call))) {
                        _ = stop(set, root, after: 12)
                        let plan = FaultPlan([Fault(call, number, code: EIO)], below: "\(folder)/case")
                        let run = plan.inForce { try? record(set, root, as: "failed", resuming: resuming) }
                        if let run { #expect(run.file == expected.file) }
                        let resumed = try record(set, root, as: "resumed", resuming: true)
                        #expect(resumed.file == expected.file, "\(call) \(number)")
                    }
                }
            }
        }
    }
#endif
