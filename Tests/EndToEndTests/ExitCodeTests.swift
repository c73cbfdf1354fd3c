import Foundation
import RetraceStatistics
import Testing

/// What the exit status means.
@Suite struct ExitCodeTests {
    @Test func aWholeRunIsZero() throws {
        #expect(try Scene().replay().status == 0)
    }

    @Test(arguments: ["logs", "logs/matches", "logs/identifiers", "policy.yaml"])
    func whatIsMissingIsNamed(name: String) throws {
        let scene = try Scene()
        try scene.remove(name)
        let outcome = try scene.replay()
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains(name == "policy.yaml" ? name : String(name.split(separator: "/").last ?? "")))
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(outcome.output.isEmpty)
    }

    @Test(arguments: [
        ["--threads", "0"], ["--threads", "513"], ["--threads", "two"], ["--memory", "1MiB"], ["--memory", "4 gigs"],
        ["--cutoff", "2019-02-30"], ["--cutoff", "2019-09-17T00:00:00"], ["--time-zone", "Mars/Olympus"],
        ["--window-log", "32"], ["--format", "xml"], ["--max-rejected", "-1"], ["--no-such-option"], ["surplus"],
        ["--output", ""], ["--output", "a", "--rejects", "./a"],
    ])
    func wrongUsageIs64(options: [String]) throws {
        let scene = try Scene()
        let outcome = try Program.run(scene.arguments + options)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.isEmpty)
    }

    @Test func aPolicyAndACutoffAreRequired() throws {
        let scene = try Scene()
        #expect(try Program.run(["replay", scene.path("logs"), "--cutoff", "2019-09-17"]).status == 64)
        #expect(try Program.run(["replay", scene.path("logs"), "--policy", scene.path("policy.yaml")]).status == 64)
        #expect(try Program.run(["replay"]).status == 64)
    }

    @Test func tooLittleMemorySaysTheMinimum() throws {
        #expect(try Scene().replay("--memory", "63MiB").errors.contains("64MiB"))
        #expect(try Scene().replay("--memory", "64MiB").status == 0)
    }

    @Test func aWrongPolicyNamesItsLine() throws {
        let scene = try Scene()
        try scene.write("policy.yaml", "permitted: [marketing]\n\nrestricted:\n  - essential\n  - marketing\n")
        let outcome = try scene.replay()
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("line 5"))
        #expect(outcome.errors.contains("marketing"))
    }

    @Test func moreRejectedLinesThanAllowedIs65() throws {
        let scene = try Scene()
        try scene.write("logs/matches/b.jsonl", Line.match("1", 1) + "{}\n" + "nonsense\n")
        #expect(try scene.replay("--max-rejected", "2").status == 0)
        let outcome = try scene.replay("--max-rejected", "1", "--rejects", scene.path("rejects.jsonl"))
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("matches/b.jsonl:2:"))
        #expect(outcome.errors.contains("matches/b.jsonl:3:"))
        #expect(try scene.read("rejects.jsonl").split(separator: "\n").count == 2)
    }

    @Test(arguments: ["missing/result.json", "logs", "/dev/full"])
    func anOutputThatCannotBeWrittenIs74(name: String) throws {
        let scene = try Scene()
        let outcome = try scene.replay("--output", name.hasPrefix("/") ? name : scene.path(name))
        #expect(outcome.status == 74)
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test func aWorkFolderThatCannotBeMadeIs74() throws {
        let scene = try Scene()
        #expect(try scene.replay("--work-dir", scene.path("policy.yaml/work")).status == 74)
        #expect(try scene.replay("--work-dir", scene.path("work/deep")).status == 0)
        #expect(try scene.names(in: "work/deep").isEmpty)
    }

    @Test func helpAndVersionGoToStandardOutput() throws {
        for arguments in [["--help"], ["replay", "--help"], ["--version"]] {
            let outcome = try Program.run(arguments)
            #expect(outcome.status == 0)
            #expect(!outcome.output.isEmpty)
            #expect(outcome.errors.isEmpty)
        }
        #expect(try Program.run(["replay", "--help"]).text.contains("EXAMPLES"))
    }

    @Test func theLastOptionWins() throws {
        let outcome = try Scene().replay(
            "--format", "json", "--format", "text", "--threads", "1", "--threads", "2", "-q", "-q")
        #expect(outcome.status == 0)
        #expect(outcome.text.hasPrefix("Before 2019-09-17"))
    }
}
