#if DEBUG
    import Foundation
    import Glibc
    import RetraceCore
    import RetraceHost
    import RetraceIngest
    import RetraceTestSupport
    import RetraceWorkflow
    import Testing

    /// Each call for the streams between pieces of a run fails once, in each way: a stream is whole, or not there and the error
    /// says why.
    @Suite struct ExchangeFaultTests {
        /// Logs, and a folder for streams that lies elsewhere.
        private struct Scene {
            let root: RetraceTestSupport.LogRoot
            let folder: String
            let job: ClusterJob
            let options: ReplayOptions
            let files: [LogFile]

            init() throws {
                let logs = RandomLogSet.make(seed: 7, malformed: false)
                root = try LogRootBuilder(seed: 7).write(logs)
                folder = root.directory.path + "/streams"
                try FileSystem.makeFolder(folder)
                options = ReplayOptions(
                    root: root.root.path, policy: try PolicyFile.read(root.policy.path),
                    cutoff: Cutoff(instant: logs.cutoff), threads: 1, spillFolder: root.directory.path)
                let found = try RetraceIngest.LogRoot(scanning: root.root.path)
                files = found.allFiles
                job = try ClusterJob(build: "1", partitionBits: 1, options: options, root: found)
            }

            /// Maps the first streams, merges that, and reduces a part.
            func run(_ name: String) throws -> [Data] {
                let paths = ["map", "merge", "reduce"].map { "\(folder)/\(name)-\($0)" }
                let numbered = files.enumerated().map { (number: $0.offset, file: $0.element) }
                try piece(numbered).map(.identities, to: paths[0])
                let merge = try piece()
                try merge.learn(from: [paths[0]])
                try merge.merge(to: paths[1])
                let reduce = try piece()
                try reduce.learn(from: [paths[1]])
                try reduce.reduce(.identities, parts: [0], from: [paths[0]], to: paths[2])
                return try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
            }

            private func piece(_ files: [(number: Int, file: LogFile)] = []) throws -> ClusterPiece {
                try ClusterPiece(job, build: "1", options: options, files: files, cancellation: Cancellation())
            }

            var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }

            func remove() { try? FileManager.default.removeItem(at: root.directory) }
        }

        private static let calls: [HostCall] = [.open, .read, .write, .sync, .rename, .unlink, .stat, .list]

        @Test(arguments: calls) func streamsAreWholeOrNotThere(call: HostCall) throws {
            let scene = try Scene()
            defer { scene.remove() }
            let expected = try scene.run("whole")
            let counting = FaultPlan([], below: scene.folder)
            _ = try counting.inForce { try scene.run("counted") }
            let calls = counting.calls(call)
            for number in FaultNumbers.of(calls, wanted: 6) {
                var faults = [EIO, ENOSPC, EINTR].map { Fault(call, number, code: $0) }
                if call == .read || call == .write { faults.append(.short(call, number)) }
                faults.append(Fault(call, number, code: EIO, persists: true))
                for fault in faults { try expectHonesty(scene, fault, expected) }
            }
        }

        private func expectHonesty(_ scene: Scene, _ fault: Fault, _ expected: [Data]) throws {
            do {
                let streams = try FaultPlan([fault], below: scene.folder).inForce { try scene.run("tried") }
                #expect(streams == expected, "\(fault)")
            } catch let error as RetraceError {
                #expect([.inputOutput, .noInput].contains(error.kind), "\(fault): \(error)")
                #expect(error.message.contains(scene.folder + "/tried"), "\(fault): \(error)")
                let causes = [EIO, ENOSPC].map { HostError(.read, $0).description } + ["ends inside a block"]
                #expect(causes.contains { error.message.contains($0) }, "\(fault): \(error)")
            }
            // What could not be removed goes with the next stream of the name.
            #expect(try scene.run("tried") == expected, "\(fault)")
            #expect(!scene.names.contains { $0.contains(".retrace-") }, "\(fault)")
            for name in scene.names where name.hasPrefix("tried") { unlink("\(scene.folder)/\(name)") }
        }
    }
#endif
