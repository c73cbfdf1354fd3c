import Foundation
import Testing

/// Signals stop a run in good order.
@Suite struct InterruptTests {
    /// Logs of some gigabytes that take little room: the same frame again and again.
    private func endless(_ frame: [UInt8]) throws -> Workspace {
        let workspace = try Workspace.example()
        let megabyte = [UInt8]((0..<max(1, (1 << 18) / frame.count)).map { _ in frame }.joined())
        try workspace.write("logs/identifiers/endless.zst", (0..<16).map { _ in megabyte }.joined())
        return workspace
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func signalsEndARunAndLeaveNothing(signal: Int32) throws {
        let lines = Packed.zstandard(String(repeating: "{}\n", count: 1 << 16))
        try expectStop(by: signal, of: endless(lines))
    }

    @Test func signalsEndARunInsideALineWithoutEnd() throws {
        let zeros = Packed.zstandard(String(repeating: "0", count: 1 << 20))
        try expectStop(by: SIGINT, of: endless(zeros))
    }

    /// A result that goes to a pipe which is full and which nobody reads.
    @Test(arguments: [SIGINT, SIGTERM]) func signalsEndARunThatNobodyListensTo(signal: Int32) throws {
        let workspace = try Workspace.example()
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        try #require(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
        while write(descriptor, [0], 1) == 1 {}
        try #require(fcntl(descriptor, F_SETFL, 0) == 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        let rejects = workspace.path("rejects")
        process.arguments = workspace.arguments(["--rejects", rejects, "--case", workspace.path("case")])
        process.standardOutput = pipe
        try process.run()
        // Written just before the result is.
        while process.isRunning, !FileManager.default.fileExists(atPath: rejects) { usleep(5000) }
        kill(process.processIdentifier, signal)
        let end = Date(timeIntervalSinceNow: 20)
        while process.isRunning, Date() < end { usleep(5000) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 128 + signal)
        #expect(try workspace.names.filter { $0.contains(".retrace-") }.isEmpty)
    }

    private func expectStop(by signal: Int32, of workspace: Workspace) throws {
        try workspace.write("result.json", "old")
        let running = try Program.start(workspace.arguments(["--format", "json", "-o", workspace.path("result.json")]))
        // Before the program minds signals itself, one would end it at once; and one that comes while it begins to may be
        // lost, so there are more.
        while running.isRunning, !mindsSignals(running.identifier) { usleep(5000) }
        let start = Date()
        while running.isRunning {
            kill(running.identifier, signal)
            usleep(100_000)
        }
        let outcome = try running.finish()
        #expect(outcome.status == 128 + signal)
        #expect(outcome.output.isEmpty)
        #expect(Date().timeIntervalSince(start) < 20)
        #expect(try workspace.text("result.json") == "old")
        #expect(try workspace.names == ["logs", "policy.yaml", "result.json"])
    }

    /// Whether a process has both signals under its own control, as Linux tells it.
    private func mindsSignals(_ identifier: Int32) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8) else {
            return false
        }
        let masks = status.split(separator: "\n").filter { $0.hasPrefix("SigIgn:") || $0.hasPrefix("SigCgt:") }
        let mask = masks.compactMap { UInt64($0.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16) }.reduce(
            0, |)
        return [SIGINT, SIGTERM].allSatisfy { mask & 1 << UInt64($0 - 1) != 0 }
    }
}
