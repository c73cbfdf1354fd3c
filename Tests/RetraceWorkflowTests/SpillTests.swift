import Foundation
import RetraceCore
import RetraceIngest
import RetraceTestSupport
import RetraceWorkflow
import Testing

/// Temporary files that can't be written.
@Suite struct SpillTests {
    @Test(arguments: [1, 3]) func missingFolderEndsTheRun(threads: Int) throws {
        let logs = RandomLogSet.make(seed: 3, malformed: false)
        let root = try LogRootBuilder(seed: 3).write(logs)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        let options = ReplayOptions(
            root: root.root.path, policy: try PolicyFile.read(root.policy.path), cutoff: Cutoff(instant: logs.cutoff),
            threads: threads, spillFolder: "/no/such/folder")
        let error = #expect(throws: RetraceError.self) {
            try Reconstruction(options, cancellation: Cancellation(), plan: Engine.cramped).run()
        }
        #expect(error?.kind == .inputOutput)
        #expect(error?.message.contains("/no/such/folder") == true)
        // With room for everything the folder is never needed.
        _ = try Reconstruction(options, cancellation: Cancellation()).run()
    }

    @Test func cancelledRunsStop() throws {
        let logs = RandomLogSet.make(seed: 3)
        let root = try LogRootBuilder(seed: 3).write(logs)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        let options = ReplayOptions(
            root: root.root.path, policy: try PolicyFile.read(root.policy.path), cutoff: Cutoff(instant: logs.cutoff))
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: Cancelled.self) { try Reconstruction(options, cancellation: cancellation).run() }
    }
}
