import Foundation
import RetraceCore
import Testing

@testable import retrace

/// Exit codes of what is wrong before a line is read.
@Suite struct UsageTests {
    @Test func exampleByHandGivesItsNumbers() throws {
        let outcome = try Workspace.example().replayJSON()
        #expect(outcome.status == 0)
        let result = try outcome.result()
        let (before, since) = (result.counts.accounts.before, result.counts.accounts.since)
        #expect(
            [before.atRisk, before.matched, before.solelyMatched, before.reached].allSatisfy {
                $0.lower == 1 && $0.upper == 1
            })
        #expect(before.disclosed.upper == 0)
        #expect(since.atRisk.lower == 1 && since.matched.lower == 1)
        #expect(since.solelyMatched.upper == 0 && since.reached.upper == 0)
        #expect(result.counts.persons == nil)
        #expect(result.breakdowns.month.map(\.month) == ["2019-03", "2019-06", "2019-09", "2019-10"])
        #expect(result.breakdowns.advertiser.map(\.advertiser) == ["9"])
    }

    /// Where there is no `/proc`, Swift finds no arguments, not even the program's name.
    @Test func argumentsThatCannotBeReadAreAnError() throws {
        #expect(throws: RetraceError.self) { try CommandLineArguments.checked([]) }
        #expect(try CommandLineArguments.checked(["retrace", "replay", "logs"]) == ["replay", "logs"])
        #expect(try CommandLineArguments.checked(["retrace"]).isEmpty)
    }

    @Test(arguments: ["logs", "logs/matches", "logs/identifiers", "policy.yaml"])
    func missingInputEndsWith66AndOneSentence(missing: String) throws {
        let workspace = try Workspace.example()
        try workspace.remove(missing)
        let outcome = try workspace.replay()
        #expect(outcome.status == 66)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("retrace: ") && outcome.errors.split(separator: "\n").count == 1)
        #expect(outcome.errors.contains(missing.replacing("logs/", with: "")))
    }

    @Test func fileInPlaceOfTheRootIsNoRoot() throws {
        let workspace = try Workspace.example()
        try workspace.remove("logs")
        try workspace.write("logs", "no folder")
        #expect(try workspace.replay().status == 66)
    }

    @Test func emptyFolderOfARequiredStreamIsNoStream() throws {
        let workspace = try Workspace.example()
        try workspace.remove("logs/matches/part-0.jsonl")
        #expect(try workspace.replay().status == 66)
    }

    @Test(arguments: ["audiences", "impressions"])
    func optionalStreamsMayBeMissing(stream: String) throws {
        let workspace = try Workspace.example()
        try workspace.remove("logs/\(stream)")
        let outcome = try workspace.replayJSON()
        #expect(outcome.status == 0)
        #expect(try outcome.result().counts.accounts.before.matched.lower == 1)
        #expect(try outcome.result().warnings.contains { $0.contains("'\(stream)'") })
    }

    @Test(arguments: [
        ["--threads", "0"], ["--threads", "513"], ["--threads", "two"], ["--memory", "1MiB"], ["--memory", "much"],
        ["--memory", "-1GiB"], ["--time-zone", "Mars/Olympus_Mons"], ["--format", "xml"], ["--window-log", "9"],
        ["--window-log", "32"], ["--max-rejected", "-1"], ["--no-such-option"], ["a-second-root"],
        ["--cutoff", "yesterday"], ["--cutoff", "2019-02-30"], ["--cutoff", "2019-09-17T12:00:00"], ["--cutoff", ""],
    ])
    func wrongUsageEndsWith64(more: [String]) throws {
        let workspace = try Workspace.example()
        let outcome = try Program.run(workspace.arguments(more))
        #expect(outcome.status == 64, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.isEmpty)
    }

    @Test(arguments: [
        ["replay"], ["replay", "logs"], ["no-such-command"], ["generate"], ["generate", "no-such-scenario", "-o", "x"],
    ])
    func incompleteCommandsEndWith64(arguments: [String]) throws {
        #expect(try Program.run(arguments).status == 64)
    }

    @Test(arguments: [
        ["--help"], ["replay", "--help"], ["generate", "--help"], ["help", "replay"], ["--version"], ["replay", "-h"],
    ])
    func helpEndsWith0(arguments: [String]) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 0)
        #expect(!outcome.output.isEmpty && outcome.errors.isEmpty)
    }

    @Test func helpHasExamplesAndExitCodes() throws {
        #expect(try Program.run(["replay", "--help"]).text.contains("EXAMPLES"))
        #expect(try Program.run(["replay", "--help"]).text.contains("130"))
        #expect(try Program.run(["generate", "--help"]).text.contains("EXAMPLES"))
    }

    @Test(arguments: [
        ["RETRACE_THREADS": "0"], ["RETRACE_THREADS": "many"], ["RETRACE_MEMORY": "1MiB"], ["RETRACE_MEMORY": "much"],
        ["RETRACE_MEMROY": "1GiB"],
    ])
    func wrongEnvironmentEndsWith64AndIsNamed(environment: [String: String]) throws {
        let outcome = try Program.run(Workspace.example().arguments(), environment: environment)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(try #require(environment.keys.first)), "\(outcome.errors)")
    }

    /// A terminal is told what is in force.
    @Test func theEnvironmentIsInForce() throws {
        let workspace = try Workspace.example()
        try workspace.write("named.yaml", "streams: {uploads: absent}")
        let command = (["\(Program.path)"] + workspace.arguments(["--output", "/dev/null"])).joined(separator: " ")
        let outcome = try Program.shell(
            "RETRACE_THREADS=3 RETRACE_MEMORY=96MiB RETRACE_MAPPING='\(workspace.path("named.yaml"))' "
                + "script -qec '\(command)' /dev/null </dev/null")
        #expect(outcome.text.contains("3 threads, 96 MiB of memory"), "\(outcome.text)")
        #expect(outcome.text.contains("mapping \(workspace.path("named.yaml")), cutoff"), "\(outcome.text)")
    }

    @Test func optionsGoOverTheEnvironment() throws {
        let workspace = try Workspace.example()
        let environment = ["RETRACE_THREADS": "0", "RETRACE_MEMORY": "1MiB", "RETRACE_MAPPING": "/nowhere.yaml"]
        try workspace.write("mapping.yaml", "streams: {}")
        let options = ["--threads", "2", "--memory", "0.25GiB", "--mapping", workspace.path("mapping.yaml")]
        #expect(try Program.run(workspace.arguments(options), environment: environment).status == 0)
        let bad = try Program.run(workspace.arguments(), environment: ["RETRACE_MAPPING": "/nowhere.yaml"])
        #expect(bad.status == 66 && bad.errors.contains("/nowhere.yaml"))
    }

    @Test func lastOptionWins() throws {
        let workspace = try Workspace.example()
        let outcome = try workspace.replay(
            "--format", "text", "--format", "json", "--cutoff", "2019-06-01", "--threads", "3", "--threads", "1")
        #expect(outcome.status == 0)
        #expect(try outcome.result().cutoff == "2019-06-01T00:00:00.000Z")
    }

    @Test(arguments: [
        ("permitted: [a]\nrestricted: [b\n", "line"), ("permitted: [a]\nrestricted:\n  - b\n  - a\n", "line 4"),
        ("permitted: [a]\nforbidden: [b]\n", "line 2"), ("permitted: [a]\nforbidden: [b]\n", "forbidden"),
        ("permitted: a\n", "permitted"), ("permitted: [a..b]\n", "line 1"), ("restricted:\n  - {a: b}\n", "line 2"),
        ("", "permitted"), ("- a\n", "permitted"), ("{}", "permitted"),
    ])
    func wrongPolicyEndsWith65AndNamesThePlace(text: String, named: String) throws {
        let workspace = try Workspace.example()
        try workspace.write("policy.yaml", text)
        let outcome = try workspace.replay()
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains(named), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test func policyThatIsNotTextEndsWith65() throws {
        let workspace = try Workspace.example()
        try workspace.write("policy.yaml", [0xFF, 0xFE, 0x00, 0x80])
        #expect(try workspace.replay().status == 65)
    }

    @Test func cutoffFollowsTheTimeZone() throws {
        let workspace = try Workspace.example()
        let outcome = try workspace.replayJSON("--time-zone", "America/Los_Angeles")
        #expect(try outcome.result().cutoff == "2019-09-17T07:00:00.000Z")
        let instant = try workspace.replayJSON("--cutoff", "2019-09-17T00:00:00.0009+02:00")
        #expect(try instant.result().cutoff == "2019-09-16T22:00:00.000Z")
    }
}
