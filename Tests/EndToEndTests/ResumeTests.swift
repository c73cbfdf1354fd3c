import Foundation
import Testing

/// Runs that are killed or stopped, and go on.
@Suite struct ResumeTests {
    /// Generated logs, the arguments that replay them with checkpoints, and the bytes of an undisturbed run.
    private func prepared() throws -> (workspace: Workspace, arguments: [String], expected: Data) {
        let workspace = try Workspace()
        let made = try Program.run([
            "generate", "contact-sources-2018", "--output", workspace.path("made"), "--accounts", "1500", "--untidy",
        ])
        try #require(made.status == 0)
        let arguments = [
            "replay", workspace.path("made/logs"), "--policy", workspace.path("made/policy.yaml"), "--cutoff",
            "2019-09-17", "--format", "json", "--quiet",
        ]
        let undisturbed = try Program.run(arguments)
        return (workspace, arguments, undisturbed.output)
    }

    @Test func endedRunsGoOnToTheSameBytes() throws {
        let (workspace, arguments, expected) = try prepared()
        let resuming = arguments + ["--work-dir", workspace.path("work"), "--checkpoint-every", "0", "--resume"]
        for delay in 1...12 {
            let running = try Program.start(resuming)
            usleep(UInt32(delay) * 25_000)
            let signal = [SIGKILL, SIGTERM, SIGKILL, SIGINT][delay % 4]
            kill(running.identifier, signal)
            #expect([0, 128 + signal].contains(try running.finish().status))
            if delay % 4 == 0 {
                #expect(try Program.run(resuming).output == expected)
            }
        }
        #expect(try Program.run(resuming).output == expected)
        #expect(
            try FileManager.default.subpathsOfDirectory(atPath: workspace.path("work")).sorted()
                == ["retrace-checkpoint", "retrace-checkpoint/lock"])
    }

    @Test func resumingWithoutACheckpointStartsAnew() throws {
        let (workspace, arguments, expected) = try prepared()
        let outcome = try Program.run(arguments + ["--work-dir", workspace.path("work"), "--resume"])
        #expect(outcome.output == expected)
    }

    @Test func resumingNeedsAFolder() throws {
        let outcome = try Workspace.example().replay("--resume")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("--work-dir"))
    }
}
