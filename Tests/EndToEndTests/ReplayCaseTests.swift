import Foundation
import RetraceCase
import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import Testing

/// From logs to a case, and from it to everything that is made of one.
@Suite struct ReplayCaseTests {
    private let workspace: Workspace
    private var file: String { workspace.path("a.retrace") }

    init() throws { workspace = try Workspace.example() }

    @Test func aCaseHoldsTheRun() throws {
        let replayed = try workspace.replayJSON("--case", file)
        #expect(replayed.status == 0, "\(replayed.errors)")
        let reader = try CaseReader(path: file)
        #expect(try reader.result() == replayed.result())
        let run = try reader.run()
        #expect(run.commandLine.contains("--case") && run.logRoot == workspace.path("logs"))
        #expect(run.policyText == Example.policy && run.policySHA256?.count == 64)
        #expect(run.started <= run.finished)
        let inputs = try reader.inputs()
        #expect(inputs.map(\.stream).sorted() == Example.streams.keys.sorted())
        #expect(inputs.allSatisfy { $0.sha256?.count == 64 && $0.lines > 0 && $0.first != nil })
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    /// The policy is read once: what a case and a report quote is what was counted by, though it comes by a pipe.
    @Test func thePolicyThatWasReadIsQuoted() throws {
        try workspace.remove("policy.yaml")
        try #require(mkfifo(workspace.path("policy.yaml"), 0o600) == 0)
        let report = workspace.path("r.html")
        let running = try Program.start(workspace.arguments(["--case", file, "--report", report]))
        try QuickFile.write(Example.policy.utf8, to: workspace.folder.appending(path: "policy.yaml"))
        #expect(try running.finish().status == 0)
        let run = try CaseReader(path: file).run()
        #expect(run.policyText == Example.policy && run.policySHA256?.count == 64)
        #expect(try workspace.text("r.html").contains(try #require(run.policySHA256)))
    }

    /// The result is the same with a case as without.
    @Test func theResultDoesNotChange() throws {
        #expect(try workspace.replayJSON("--case", file).output == workspace.replayJSON().output)
    }

    @Test func aCaseIsReplacedOnlyByForce() throws {
        #expect(try workspace.replay("--case", file).status == 0)
        #expect(try workspace.replay("--case", file).status == 64)
        #expect(try workspace.replay("--case", file, "--force").status == 0)
        #expect(try workspace.replay("--force").status == 64)
        #expect(try workspace.names.filter { $0.hasPrefix("a.retrace") } == ["a.retrace"])
    }

    /// Kill -9 at any moment: the case is whole or not there, and what was left of it is gone after the next run.
    @Test func aKilledRunLeavesNoHalfCase() throws {
        let made = try Program.run([
            "generate", "contact-sources-2018", "--output", workspace.path("made"), "--accounts", "800",
        ])
        try #require(made.status == 0)
        let arguments = [
            "replay", workspace.path("made/logs"), "--policy", workspace.path("made/policy.yaml"), "--cutoff",
            "2019-09-17", "--quiet", "--force", "--case", file,
        ]
        for delay in 1...8 {
            let running = try Program.start(arguments)
            usleep(UInt32(delay) * 40_000)
            kill(running.identifier, SIGKILL)
            _ = try running.finish()
            let left = try workspace.names.filter { $0.hasPrefix("a.retrace") }
            if left.contains("a.retrace") { #expect(try CaseReader(path: file).result().schema == "retrace.result/1") }
            #expect(left.count <= 2, "what earlier runs left has to be gone: \(left)")
        }
        #expect(try Program.run(arguments).status == 0)
        #expect(try workspace.names.filter { $0.hasPrefix("a.retrace") } == ["a.retrace"])
    }

    @Test func anAccountIsExplainedByItsLines() throws {
        #expect(try workspace.replay("--case", file).status == 0)
        let text = try Program.run(["explain", "42", "--case", file]).text
        #expect(text.contains("matches/part-0.jsonl:1") && text.contains("identifiers/part-0.jsonl:1"))
        #expect(text.contains("…1a1a") && !text.contains(Example.phone))
    }

    /// Lines are read again, and changes are seen: of a line, of the rest of a file, of a file's absence.
    @Test func explanationsAreHeldAgainstTheLogs() throws {
        #expect(try workspace.replay("--case", file).status == 0)
        func check() throws -> (status: Int32, checks: [String]) {
            let run = try Program.run(
                ["explain", "42", "--case", file, "--logs", workspace.path("logs"), "--format", "json"])
            let told = try JSONDecoder().decode(Explanation.self, from: run.output)
            return (run.status, told.timeline.map { "\($0.file): \($0.check ?? "")" })
        }
        let whole = try check()
        #expect(whole.status == 0 && whole.checks.allSatisfy { $0.hasSuffix(": confirmed") })
        #expect(whole.checks.count >= 5)
        let matches = try #require(Example.streams["matches"])
        try workspace.write("logs/matches/part-0.jsonl", matches + Example.match(of: "43"))
        let longer = try check()
        #expect(longer.status == 65)
        #expect(longer.checks.contains { $0.contains("the line says so, but the file is not the one that was read") })
        try workspace.write("logs/matches/part-0.jsonl", Example.match(of: "43") + matches)
        #expect(try check().checks.contains("matches/part-0.jsonl: the line says something else now"))
        try workspace.remove("logs/impressions/part-0.jsonl")
        #expect(try check().checks.contains("impressions/part-0.jsonl: the file is not among the logs"))
    }

    @Test func aReportIsMadeFromACase() throws {
        #expect(try workspace.replay("--case", file).status == 0)
        let report = ["report", "--case", file]
        #expect(try Program.run(report + ["--output", workspace.path("r.html")]).status == 0)
        let page = try workspace.text("r.html")
        #expect(page.contains("matches/part-0.jsonl") && page.contains("essential.service.security"))
        let hash = try #require(try CaseReader(path: file).inputs()[0].sha256)
        #expect(page.contains(hash))
        #expect(try Program.run(report + ["--format", "markdown"]).text.hasPrefix("#"))
        let published = try Program.run(report + ["--public"]).text
        #expect(published.contains("<html") && !published.contains("part-0.jsonl") && !published.contains("a.retrace"))
        #expect(try Program.run(["report", "--case", workspace.path("none")]).status == 66)
        #expect(try Program.run(report + ["--small-cell", "1"]).status == 64)
    }

    /// Whatever is asked for, as many rows come as the result counts.
    @Test func exportsAddUpToEveryCount() throws {
        let scenario = workspace.path("scenario")
        let made = try Program.run(
            ["generate", "tailored-and-partner-audiences-2019", "--accounts", "2000", "--output", scenario])
        #expect(made.status == 0, "\(made.errors)")
        let replayed = try Program.run(
            [
                "replay", "\(scenario)/logs", "--policy", "\(scenario)/policy.yaml", "--cutoff", "2019-09-17", "--case",
                file,
                "--format", "json",
            ])
        #expect(replayed.status == 0, "\(replayed.errors)")
        let counts = try replayed.result().counts
        let recounted = try Program.run(["recount", "--case", file, "--cutoff", "2019-09-17", "--format", "json"])
        #expect(try JSONDecoder().decode(Totals.self, from: recounted.output) == counts)
        for (unit, sides) in [("accounts", counts.accounts), ("persons", try #require(counts.persons))] {
            for (side, word) in [(Side.before, "before"), (.since, "since")] {
                for count in CountKind.allCases {
                    let bounds = sides[side][count]
                    for (bound, expected) in [("lower", bounds.lower), ("upper", bounds.upper)] {
                        let rows = try Program.run(
                            [
                                "export", "--case", file, "--count", count.name, "--bound", bound, "--side", word,
                                "--unit", unit, "--format", "jsonl",
                            ]
                        ).text.split(separator: "\n").count
                        #expect(UInt64(rows) == expected, "\(count.name) \(word) \(bound) \(unit)")
                    }
                }
            }
        }
        #expect(counts.accounts.before.reached.lower > 0)
    }

    /// Whenever a run is killed, there is a whole case under its name or none.
    @Test func aKilledRunLeavesNothingUnderTheName() throws {
        let held = (0..<20_000).map { Example.held(by: "\($0)", at: "2019-03-02T00:00:00Z") }
        try workspace.write("logs/identifiers/part-1.jsonl", held.joined())
        try workspace.write("logs/matches/part-1.jsonl", (0..<20_000).map { Example.match(of: "\($0)") }.joined())
        let running = try Program.start(workspace.arguments(["--case", file, "--quiet"]))
        while running.isRunning, try !workspace.names.contains(where: { $0.hasPrefix("a.retrace.") }) { usleep(500) }
        if running.isRunning { kill(running.identifier, SIGKILL) }
        #expect(try [0, 128 + SIGKILL].contains(running.finish().status))
        if FileManager.default.fileExists(atPath: file) { _ = try CaseReader(path: file).result() }
        #expect(try workspace.replay("--case", file, "--force").status == 0)
        #expect(try CaseReader(path: file).account("19999") != nil)
    }
}
