import Foundation
import RetraceTestSupport
import Testing

/// What others on the machine may see.
@Suite struct PrivacyTests {
    @Test func newOutputsAreForTheirOwnerAlone() throws {
        let workspace = try Workspace.example()
        _ = try workspace.replayJSON("--output", workspace.path("result.json"), "--rejects", workspace.path("rejects"))
        for name in ["result.json", "rejects"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: workspace.path(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func whatAKilledRunLeftIsRemoved() throws {
        let workspace = try Workspace.example()
        try workspace.write("result.json.retrace-0123456789abc", "half")
        _ = try workspace.replayJSON("--output", workspace.path("result.json"))
        #expect(try workspace.names == ["logs", "policy.yaml", "result.json"])
    }

    /// Asked of a run that waits for its policy, which a pipe holds back: by then nothing has been read.
    @Test func crashesLeaveNoMemoryBehind() throws {
        let workspace = try Workspace.example()
        try workspace.remove("policy.yaml")
        try #require(mkfifo(workspace.path("policy.yaml"), 0o600) == 0)
        let running = try Program.start(workspace.arguments())
        func asked(_ name: String) -> String {
            (try? String(contentsOfFile: "/proc/\(running.identifier)/\(name)", encoding: .utf8)) ?? ""
        }
        let end = Date(timeIntervalSinceNow: 60)
        var isSafe = false
        while !isSafe, running.isRunning, Date() < end {
            let limit = asked("limits").split(separator: "\n").first { $0.hasPrefix("Max core file size") } ?? ""
            isSafe =
                limit.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"]
                && asked("coredump_filter").trimmingCharacters(in: .whitespacesAndNewlines) == "00000000"
            usleep(2000)
        }
        #expect(isSafe)
        try QuickFile.write(Example.policy.utf8, to: workspace.folder.appending(path: "policy.yaml"))
        #expect(try running.finish().status == 0)
    }

    /// What spills has no name, and nobody else may open it by its process.
    @Test func spilledRecordsHaveNoName() throws {
        let workspace = try Workspace.example()
        let outcome = try workspace.replayJSON("--work-dir", workspace.path("work"), "--checkpoint-every", "1e9")
        #expect(outcome.status == 0)
        let left = try FileManager.default.subpathsOfDirectory(atPath: workspace.path("work")).sorted()
        #expect(left == ["retrace-checkpoint", "retrace-checkpoint/lock"])
        let folder = try FileManager.default.attributesOfItem(atPath: workspace.path("work"))
        #expect(folder[.posixPermissions] as? Int == 0o700)
    }
}
