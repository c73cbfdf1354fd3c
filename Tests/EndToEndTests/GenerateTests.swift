import Foundation
import RetraceStatistics
import Testing

/// `retrace generate`.
@Suite struct GenerateTests {
    /// Generates into a folder of the workspace.
    private func generate(_ workspace: Workspace, _ name: String, _ more: String...) throws -> Program.Outcome {
        try Program.run(
            [
                "generate", "contact-sources-2018", "--output", workspace.path(name), "--accounts", "200", "--shards",
                "2",
            ] + more)
    }

    /// The files below a folder and what they hold.
    private func contents(_ workspace: Workspace, _ name: String) throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: workspace.path(name))
        var contents: [String: Data] = [:]
        for file in names { contents[file] = FileManager.default.contents(atPath: workspace.path("\(name)/\(file)")) }
        return contents
    }

    @Test(arguments: [[], ["--untidy"]])
    func sameOptionsGiveTheSameBytes(flags: [String]) throws {
        let workspace = try Workspace()
        for (name, threads) in [("a", "1"), ("b", "2"), ("c", "5")] {
            let more = flags + ["--threads", threads]
            let outcome = try Program.run(
                ["generate", "tailored-and-partner-audiences-2019", "-o", workspace.path(name), "--accounts", "300"]
                    + more)
            #expect(outcome.status == 0)
            #expect(outcome.output.isEmpty)
        }
        let first = try contents(workspace, "a").filter { $0.key != "README.md" }
        #expect(first.count > 10)
        #expect(try contents(workspace, "b").filter { $0.key != "README.md" } == first)
        #expect(try contents(workspace, "c").filter { $0.key != "README.md" } == first)
    }

    @Test func anotherSeedGivesOtherLogs() throws {
        let workspace = try Workspace()
        #expect(try generate(workspace, "a", "--seed", "1").status == 0)
        #expect(try generate(workspace, "b", "--seed", "2").status == 0)
        #expect(try contents(workspace, "a") != contents(workspace, "b"))
    }

    @Test func truthIsWhatAReplayFinds() throws {
        let workspace = try Workspace()
        #expect(try generate(workspace, "a", "--untidy").status == 0)
        let truth = try JSONDecoder().decode(ReplayResult.self, from: Data(workspace.text("a/truth.json").utf8))
        let outcome = try Program.run([
            "replay", workspace.path("a/logs"), "--policy", workspace.path("a/policy.yaml"), "--cutoff", truth.cutoff,
            "--format", "json",
        ])
        let found = try outcome.result()
        #expect(found.counts == truth.counts && found.verdicts == truth.verdicts)
        #expect(
            found.breakdowns == truth.breakdowns && found.timeline == truth.timeline && found.streams == truth.streams)
    }

    @Test func nothingIsOverwrittenUnlessForced() throws {
        let workspace = try Workspace()
        #expect(try generate(workspace, "a").status == 0)
        let first = try contents(workspace, "a")
        let again = try generate(workspace, "a", "--seed", "3")
        #expect(again.status != 0 && !again.errors.isEmpty)
        #expect(try contents(workspace, "a") == first)
        #expect(try generate(workspace, "a", "--seed", "3", "--force").status == 0)
        #expect(try contents(workspace, "a") != first)
    }

    @Test(arguments: [
        ["--accounts", "0"], ["--days", "0"], ["--shards", "0"], ["--threads", "0"], ["--accounts", "many"],
    ])
    func wrongNumbersEndWith64(more: [String]) throws {
        let workspace = try Workspace()
        let outcome = try Program.run(["generate", "contact-sources-2018", "-o", workspace.path("a")] + more)
        #expect(outcome.status == 64)
        #expect(try workspace.names == [])
    }

    @Test func unwritableFolderEndsWith74() throws {
        let workspace = try Workspace()
        try workspace.write("file", "no folder")
        #expect(try generate(workspace, "file/below").status == 74)
    }
}
