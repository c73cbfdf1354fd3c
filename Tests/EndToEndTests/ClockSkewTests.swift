import Foundation
import RetraceStatistics
import Testing

/// `--clock-skew`: what clocks that disagree leave open.
@Suite struct ClockSkewTests {
    /// The example with another account, matched three seconds after it gave its number, and a third much later.
    private func workspace() throws -> Workspace {
        let workspace = try Workspace.example()
        try workspace.write(
            "logs/identifiers/part-1.jsonl",
            Example.held(by: "7", at: "2019-06-11T00:00:00Z") + Example.held(by: "8", at: "2019-06-10T00:00:00Z"))
        try workspace.write(
            "logs/matches/part-1.jsonl",
            Example.match(of: "7", at: "2019-06-11T00:00:03Z") + Example.match(of: "8", at: "2019-06-11T00:00:03Z"))
        return workspace
    }

    @Test func usesWithinTheToleranceAreListed() throws {
        let workspace = try workspace()
        let believed = try workspace.replayJSON().result()
        #expect(believed.counts.accounts.before.matched == Bounds(lower: 3, upper: 3))
        #expect(believed.verdicts.before.ambiguousClock == nil && believed.clockSkewMilliseconds == nil)
        let outcome = try workspace.replayJSON("--clock-skew", "5s")
        let result = try outcome.result()
        #expect(outcome.text.contains("\"ambiguous_clock\" : 1") && outcome.text.contains("\"clock_skew_ms\" : 5000"))
        #expect(result.counts.accounts.before.matched == Bounds(lower: 2, upper: 3))
        #expect(result.verdicts.before.ambiguousClock == 1 && result.verdicts.before.restricted == 2)
        #expect(result.verdicts.since.ambiguousClock == 0)
        let short = try workspace.replayJSON("--clock-skew", "2999ms").result()
        #expect(short.counts == believed.counts)
        #expect(try workspace.replay("--clock-skew", "5s").text.contains("ambiguous_clock"))
    }

    @Test func aCaseTellsWhatClocksLeaveOpen() throws {
        let workspace = try workspace()
        let path = workspace.path("case.retrace")
        #expect(try workspace.replay("--clock-skew", "5s", "--case", path).status == 0)
        let told = try Program.run(["explain", "7", "--case", path]).text
        #expect(told.contains("ambiguous_clock") && told.contains("clocks within the tolerance"))
        let report = workspace.path("report.md")
        #expect(try Program.run(["report", "--case", path, "--output", report]).status == 0)
        #expect(try workspace.text("report.md").contains("5000 ms"))
        let recount = try Program.run(["recount", "--case", path, "--cutoff", "2019-09-17", "--format", "json"])
        #expect(recount.status == 0 && recount.text.contains("\"lower\" : 2"))
    }

    @Test(arguments: ["5", "-5s", "25h", "1.5s", "s", "9223372036854775807h"])
    func whatIsNoToleranceIsRefused(text: String) throws {
        #expect(try workspace().replay("--clock-skew=\(text)").status == 64)
    }
}
