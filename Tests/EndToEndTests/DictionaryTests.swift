import Foundation
import Testing

/// Files that were compressed with Zstandard dictionaries.
@Suite struct DictionaryTests {
    /// The example, and two files of matches that need a dictionary each, one of them with a frame that needs none.
    private func workspace() throws -> Workspace {
        let workspace = try Workspace.example()
        for (number, account) in [(7, "43"), (2_000_000_000, "44")] as [(UInt32, String)] {
            let lines = (0..<200).map { Example.match(of: "\(account)\($0)") }
            let dictionary = Packed.dictionary(lines, id: number)
            try workspace.write("\(number).dict", dictionary)
            let frame = Packed.zstandard(Example.match(of: account), dictionary: dictionary)
            try workspace.write(
                "logs/matches/\(number).zst", frame + Packed.zstandard(Example.match(of: "45")) + frame)
        }
        return workspace
    }

    @Test func framesNameTheDictionaryThatTheyNeed() throws {
        let workspace = try workspace()
        let outcome = try workspace.replayJSON(
            "--dictionary", workspace.path("7.dict"), "--dictionary", workspace.path("2000000000.dict"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try outcome.result().streams["matches"]?.lines == 9)
    }

    @Test func missingDictionaryIsNamed() throws {
        let workspace = try workspace()
        let outcome = try workspace.replayJSON("--dictionary", workspace.path("7.dict"))
        #expect(outcome.status == 3)
        let incomplete = try #require(outcome.result().incomplete.first)
        #expect(incomplete.file == "matches/2000000000.zst" && incomplete.linesRead == 0)
        #expect(incomplete.reason.contains("id 2000000000") && incomplete.reason.contains("--dictionary"))
        #expect(try outcome.result().streams["matches"]?.lines == 6)
    }

    @Test func otherCommandsTakeThemToo() throws {
        let workspace = try workspace()
        let dictionaries = ["7", "2000000000"].flatMap { ["--dictionary", workspace.path("\($0).dict")] }
        #expect(try Program.run(["manifest", workspace.path("logs")] + dictionaries).status == 0)
        #expect(
            try Program.run(
                ["check", workspace.path("logs"), "--policy", workspace.path("policy.yaml")] + dictionaries
            ).status == 0)
        let replay = try Program.run(workspace.arguments(dictionaries + ["--case", workspace.path("case")]))
        #expect(replay.status == 0)
        let explained = try Program.run(
            ["explain", "42", "--case", workspace.path("case"), "--logs", workspace.path("logs")] + dictionaries)
        #expect(explained.status == 0, "\(explained.errors)")
    }

    @Test func whatIsNoDictionaryIsRefused() throws {
        let workspace = try workspace()
        try workspace.write("text.dict", "no dictionary at all")
        let outcome = try workspace.replay("--dictionary", workspace.path("text.dict"))
        #expect(outcome.status == 65 && outcome.errors.contains("text.dict"))
        #expect(try workspace.replay("--dictionary", workspace.path("nowhere")).status == 66)
        let twice = try workspace.replay(
            "--dictionary", workspace.path("7.dict"), "--dictionary", workspace.path("7.dict"))
        #expect(twice.status == 65 && twice.errors.contains("id 7"))
    }
}
