import Foundation
import RetraceStatistics
import Testing

/// What is written where.
@Suite struct OutputTests {
    @Test func standardOutputHoldsTheResultAlone() throws {
        let scene = try Scene()
        try scene.write("logs/uploads/a", "nonsense\n")
        let (outcome, result) = try scene.result()
        #expect(outcome.errors.contains("uploads/a:1: not valid JSON"))
        #expect(result.counts.accounts.before.reached.lower == 1)
        #expect(outcome.text.hasPrefix("{\n") && outcome.text.hasSuffix("\n}\n"))
        let quiet = try scene.result("--quiet").outcome
        #expect(quiet.errors.isEmpty)
        #expect(quiet.output == outcome.output)
    }

    @Test func aFileHoldsTheSameBytes() throws {
        let scene = try Scene()
        let printed = try scene.replay("--format", "json").output
        let outcome = try scene.replay("--format", "json", "--output", scene.path("result.json"))
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(try Data(contentsOf: scene.folder.appending(path: "result.json")) == printed)
        #expect(try scene.names() == ["logs", "policy.yaml", "result.json"])
    }

    @Test func aFileThatIsThereIsReplacedAsAWhole() throws {
        let scene = try Scene()
        try scene.write("old", String(repeating: "old\n", count: 10_000))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: scene.path("old"))
        try FileManager.default.linkItem(atPath: scene.path("old"), toPath: scene.path("kept"))
        try FileManager.default.createSymbolicLink(atPath: scene.path("link"), withDestinationPath: scene.path("old"))
        #expect(try scene.replay("--output", scene.path("link")).status == 0)
        #expect(try scene.read("old").hasPrefix("Before 2019-09-17"))
        // Renamed over, not written into: who had the old file open still has it.
        #expect(try scene.read("kept").hasPrefix("old\n"))
        let attributes = try FileManager.default.attributesOfItem(atPath: scene.path("old"))
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scene.path("link")) == scene.path("old"))
        #expect(try scene.names() == ["kept", "link", "logs", "old", "policy.yaml"])
    }

    @Test func aFailedRunLeavesTheOldFile() throws {
        let scene = try Scene()
        try scene.write("result", "old")
        try scene.write("logs/matches/b", "nonsense\n")
        #expect(try scene.replay("--max-rejected", "0", "--output", scene.path("result")).status == 65)
        #expect(try scene.read("result") == "old")
        #expect(try scene.names() == ["logs", "policy.yaml", "result"])
    }

    @Test func devicesAreWrittenInPlace() throws {
        let scene = try Scene()
        #expect(try scene.replay("--output", "/dev/null").status == 0)
        let printed = try scene.replay().output
        #expect(try scene.replay("--output", "/dev/stdout").output == printed)
        #expect(try scene.replay("--output", "/dev/null").output.isEmpty)
    }

    @Test func rejectedLinesAreNamedAndNeverQuoted() throws {
        let scene = try Scene()
        let secret = Line.hex(0xC0FFEE)
        try scene.write(
            "logs/identifiers/b.jsonl",
            "\n" + Line.give("2", 2) + #"{"account_id":"secret-account","id_hash":"\#(secret)"}"# + "\n"
                + #"{"ts":"secret-time","account_id":"secret-account","id_type":"phone","id_hash":"\#(secret)","purpose":"p"}"#
        )
        let outcome = try scene.replay("--rejects", scene.path("rejects.jsonl"))
        let rejects = try scene.read("rejects.jsonl")
        #expect(
            rejects == """
                {"field":"ts","file":"identifiers/b.jsonl","line":3,"reason":"missing_field"}
                {"field":"ts","file":"identifiers/b.jsonl","line":4,"reason":"wrong_field"}

                """)
        #expect(outcome.text.contains("  identifiers/b.jsonl:3: a required field is missing (ts)\n"))
        #expect(outcome.text.contains("  identifiers/b.jsonl:4: a field has a wrong type or form (ts)\n"))
        for text in [outcome.text, outcome.errors, rejects] {
            #expect(!text.contains("secret") && !text.contains(secret))
        }
    }

    @Test func textIsPlainWhereNobodyLooks() throws {
        let outcome = try Scene().replay(environment: ["TERM": "xterm-256color"])
        #expect(!outcome.text.contains("\u{1B}"))
        #expect(!outcome.errors.contains("\u{1B}") && !outcome.errors.contains("\r"))
    }

    @Test func aReaderThatGoesAwayIsNoCrash() throws {
        let scene = try Scene()
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = scene.arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
    }
}
