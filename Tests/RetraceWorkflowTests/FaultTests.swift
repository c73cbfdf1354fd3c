#if DEBUG
    import Foundation
    import Glibc
    import RetraceCore
    import RetraceHost
    import RetraceIngest
    import RetraceStatistics
    import RetraceTestSupport
    import RetraceWorkflow
    import Testing

    /// Each call to the operating system of a run that spills fails once, in each way: the run ends with the same result, or
    /// names the files that it could not read, or fails with a message.
    @Suite struct FaultTests {
        /// A log root and what is left of it in an undisturbed run.
        private struct Scene {
            let root: RetraceTestSupport.LogRoot
            let logs: LogSet
            let spill: String

            init() throws {
                logs = RandomLogSet.make(seed: 11, malformed: false)
                root = try LogRootBuilder(seed: 11).write(logs)
                spill = root.directory.appending(path: "spill").path
                try FileSystem.makeFolder(spill)
            }

            func result() throws -> ReplayResult {
                try Engine.report(root, logs, threads: 1, plan: Engine.cramped, spillFolder: spill).result
            }

            func remove() { try? FileManager.default.removeItem(at: root.directory) }
        }

        private static let kinds: [HostCall] = [.open, .read, .write, .stat, .list, .unlink]

        @Test(arguments: kinds) func everyCallMayFailOnce(call: HostCall) throws {
            let scene = try Scene()
            defer { scene.remove() }
            let expected = try scene.result()
            let counting = FaultPlan([], below: scene.root.directory.path)
            _ = try counting.inForce { try scene.result() }
            let calls = counting.calls(call)
            if call != .unlink { #expect(calls > 5) }
            for number in FaultNumbers.of(calls, wanted: 150) {
                var faults = [EIO, ENOSPC, EINTR].map { Fault(call, number, code: $0) }
                if call == .read || call == .write { faults.append(.short(call, number)) }
                faults.append(Fault(call, number, code: EIO, persists: true))
                for fault in faults { try expectHonesty(scene, fault, expected) }
            }
        }

        private func expectHonesty(_ scene: Scene, _ fault: Fault, _ expected: ReplayResult) throws {
            let plan = FaultPlan([fault], below: scene.root.directory.path)
            do {
                let result = try plan.inForce { try scene.result() }
                #expect(plan.hasStruck, "\(fault)")
                if result.incomplete.isEmpty {
                    #expect(result == expected, "\(fault)")
                } else {
                    #expect(result.incomplete.allSatisfy { !$0.file.isEmpty && !$0.reason.isEmpty }, "\(fault)")
                }
            } catch let error as RetraceError {
                #expect([.inputOutput, .noInput].contains(error.kind), "\(fault): \(error)")
                #expect(error.message.contains(scene.root.directory.path), "\(fault): \(error)")
                let causes = [EIO, ENOSPC].map { HostError(.read, $0).description }
                #expect(causes.contains { error.message.contains($0) }, "\(fault): \(error)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: scene.spill).isEmpty, "\(fault)")
        }
    }
#endif
