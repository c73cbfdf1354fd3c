import Foundation
import Glibc
import Testing

/// Stopping in the middle.
@Suite struct SignalTests {
    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func aSignalEndsTheRunWithinASecond(number: Int32, status: Int32) throws {
        let scene = try Scene()
        // 65 GB of empty lines, which no machine reads before the signal comes.
        try scene.write("logs/matches/endless.zst", Frames.lineFeeds(blocks: 500_000))
        try scene.write("result", "old")
        let folder = scene.path("work")
        let arguments = scene.arguments + ["--output", scene.path("result"), "--work-dir", folder]
        var sent = Date.distantPast
        let outcome = try Program.run(arguments) { process in
            try Self.wait { FileManager.default.fileExists(atPath: folder) }
            Thread.sleep(forTimeInterval: 0.3)
            #expect(process.isRunning)
            sent = Date()
            kill(process.processIdentifier, number)
        }
        #expect(outcome.status == status)
        // A second, and what a busy machine takes to notice the end of a process.
        #expect(Date().timeIntervalSince(sent) < 2)
        #expect(outcome.output.isEmpty)
        #expect(try scene.read("result") == "old")
        #expect(try scene.names() == ["logs", "policy.yaml", "result", "work"])
        #expect(try scene.names(in: "work").isEmpty)
    }

    private static func wait(until condition: () -> Bool) throws {
        for _ in 0..<600 where !condition() { Thread.sleep(forTimeInterval: 0.05) }
        #expect(condition(), "The run has not begun within 30 seconds.")
    }
}
