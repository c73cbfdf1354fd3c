import Foundation
import RetraceStatistics
import Testing

/// Where results go, and what else is written.
@Suite struct OutputTests {
    @Test func jsonIsAllThatStandardOutputHolds() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/bad.jsonl", "{}\n")
        let outcome = try workspace.replayJSON()
        #expect(outcome.status == 0)
        #expect(outcome.text.hasPrefix("{\n") && outcome.text.hasSuffix("\n}\n"))
        #expect(try JSONSerialization.jsonObject(with: outcome.output) is [String: Any])
        #expect(outcome.errors.contains("retrace: rejected: matches/bad.jsonl:1:"))
        #expect(try ResultEncoder.encode(outcome.result()) == outcome.output)
    }

    @Test func quietRunsSayNothing() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/bad.jsonl", "{}\n")
        #expect(try workspace.replayJSON("--quiet").errors.isEmpty)
        #expect(try workspace.replay("--quiet").errors.isEmpty)
    }

    @Test func noProgressAwayFromATerminal() throws {
        let outcome = try Workspace.example().replay()
        #expect(outcome.errors.isEmpty)
        #expect(!outcome.text.contains("\u{1B}"))
    }

    @Test func outputFileAppearsWhole() throws {
        let workspace = try Workspace.example()
        let expected = try workspace.replayJSON().output
        try workspace.write("result.json", "old")
        let outcome = try workspace.replayJSON("--output", workspace.path("result.json"))
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(try workspace.text("result.json") == String(decoding: expected, as: UTF8.self))
        #expect(try workspace.names == ["logs", "policy.yaml", "result.json"])
    }

    @Test func failedRunLeavesTheOldOutput() throws {
        let workspace = try Workspace.example()
        try workspace.write("result.json", "old")
        try workspace.write("logs/matches/bad.jsonl", "{}\n")
        let outcome = try workspace.replayJSON("--output", workspace.path("result.json"), "--max-rejected", "0")
        #expect(outcome.status == 65)
        #expect(try workspace.text("result.json") == "old")
        #expect(try workspace.names == ["logs", "policy.yaml", "result.json"])
    }

    @Test func unwritableOutputEndsWith74() throws {
        let workspace = try Workspace.example()
        for target in ["no-such-folder/result.json", "policy.yaml/result.json", "logs"] {
            let outcome = try workspace.replay("--output", workspace.path(target))
            #expect(outcome.status == 74, "\(target)")
            #expect(outcome.errors.contains(target))
        }
        #expect(try workspace.replay("--output", "/dev/full").status == 74)
        #expect(try workspace.replay("--rejects", workspace.path("no-such-folder/rejects")).status == 74)
        #expect(try workspace.names == ["logs", "policy.yaml"])
    }

    @Test func fullStandardOutputEndsWith74() throws {
        let workspace = try Workspace.example()
        #expect(try Program.run(workspace.arguments(), output: "/dev/full").status == 74)
    }

    @Test func outputMayBeADevice() throws {
        let outcome = try Workspace.example().replay("--output", "/dev/null")
        #expect(outcome.status == 0 && outcome.output.isEmpty)
    }

    @Test func outputMayBeAnOpenDescriptor() throws {
        let workspace = try Workspace.example()
        let expected = try workspace.replay().output
        let links = FileManager.default
        // Standard output is a regular file here, and a link to it must not be replaced. First with a link of our own, as
        // /dev/stdout is one, and everybody's.
        try links.createSymbolicLink(atPath: workspace.path("out"), withDestinationPath: "/proc/self/fd/1")
        #expect(try workspace.replay("--output", workspace.path("out")).output == expected)
        try #require(try links.destinationOfSymbolicLink(atPath: workspace.path("out")) == "/proc/self/fd/1")
        #expect(try workspace.replay("--output", "/dev/stdout").output == expected)
    }

    @Test func fileBehindALinkIsReplacedWithItsPermissions() throws {
        let workspace = try Workspace.example()
        let files = FileManager.default
        try workspace.write("old", "old\n")
        try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: workspace.path("old"))
        try files.linkItem(atPath: workspace.path("old"), toPath: workspace.path("kept"))
        try files.createSymbolicLink(atPath: workspace.path("link"), withDestinationPath: "old")
        #expect(try workspace.replay("--output", workspace.path("link")).status == 0)
        #expect(try workspace.text("old").hasPrefix("Before 2019-09-17"))
        #expect(try files.destinationOfSymbolicLink(atPath: workspace.path("link")) == "old")
        #expect(try files.attributesOfItem(atPath: workspace.path("old"))[.posixPermissions] as? Int == 0o640)
        // Renamed over, not written into: who holds the old file still has it.
        #expect(try workspace.text("kept") == "old\n")
        #expect(try workspace.names == ["kept", "link", "logs", "old", "policy.yaml"])
    }

    @Test func readerThatGoesAwayIsNoError() throws {
        let workspace = try Workspace.example()
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = workspace.arguments()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }

    @Test func resultWithoutAPlaceToGoIsAnError() throws {
        let workspace = try Workspace.example()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", #"exec "$@" >&- 2>&-"#, "sh", Program.path] + workspace.arguments()
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 74)
    }

    @Test func rejectsFileNamesFileLineAndReason() throws {
        let workspace = try Workspace.example()
        let lines = ["", "{\"ts\":1}", "  \t", "no json", Example.match(of: "1").dropLast().description, "[]"]
        try workspace.write("logs/matches/bad.jsonl", lines.joined(separator: "\n"))
        let outcome = try workspace.replayJSON("--rejects", workspace.path("rejects.jsonl"))
        #expect(outcome.status == 0)
        #expect(
            try workspace.text("rejects.jsonl") == """
                {"field":"account_id","file":"matches/bad.jsonl","line":2,"reason":"missing_field"}
                {"field":null,"file":"matches/bad.jsonl","line":4,"reason":"invalid_json"}
                {"field":null,"file":"matches/bad.jsonl","line":6,"reason":"not_an_object"}

                """)
        let matches = try #require(outcome.result().streams["matches"])
        #expect(matches.rejected == 3 && matches.lines == 7 && matches.duplicates == 0)
    }

    @Test func rejectedLinesAreNotRepeatedAnywhere() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/bad.jsonl", "secret@example.com\n{\"ts\":\"secret@example.com\"}\n")
        for outcome in [try workspace.replay(), try workspace.replayJSON()] {
            #expect(!outcome.text.contains("secret") && !outcome.errors.contains("secret"))
        }
    }

    @Test func rejectedLinesAreLimitedOnlyWhenAsked() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/bad.jsonl", "{}\n{}\n")
        #expect(try workspace.replay().status == 0)
        #expect(try workspace.replay("--max-rejected", "2").status == 0)
        let outcome = try workspace.replay("--max-rejected", "1")
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("matches/bad.jsonl:1:"))
    }
}
