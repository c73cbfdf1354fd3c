import Foundation
import RetraceStatistics
import Testing

/// What a log root holds.
@Suite struct InspectTests {
    /// The example with a month of matches, 30 an hour, less one day and one hour.
    private func month() throws -> Workspace {
        let workspace = try Workspace.example()
        for day in 1...28 where day != 9 {
            let date = "2019-07-\(day < 10 ? "0" : "")\(day)"
            let hours = (0..<24).filter { day != 20 || $0 != 5 }
            let lines = hours.flatMap { hour in
                (0..<30).map { minute in
                    Example.match(
                        of: "42", at: "\(date)T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00Z")
                }
            }
            try workspace.write("logs/matches/dt=\(date)/part-0.zst", Packed.zstandard(lines.joined()))
        }
        try workspace.remove("logs/matches/part-0.jsonl")
        return workspace
    }

    private func inspect(_ workspace: Workspace, _ more: String...) throws -> Program.Outcome {
        try Program.run(["inspect", workspace.path("logs")] + more)
    }

    private func inspection(_ outcome: Program.Outcome) throws -> LogInspection {
        try JSONDecoder().decode(LogInspection.self, from: outcome.output)
    }

    private let hole = "matches/dt=2019-07-09/part-0.zst"

    @Test func holesAndDropsAreNamed() throws {
        let workspace = try month()
        let outcome = try inspect(workspace, "--format", "json")
        #expect(outcome.status == 3 && outcome.errors.isEmpty)
        let inspection = try inspection(outcome)
        let matches = try #require(inspection.streams.first { $0.stream == "matches" })
        #expect(matches.files == 27 && matches.lines == 27 * 720 - 30 && matches.rejected == 0)
        #expect(matches.firstTimestamp == "2019-07-01T00:00:00.000Z")
        #expect(matches.lastTimestamp == "2019-07-28T23:29:00.000Z")
        #expect(matches.days.count == 28 && matches.days[8].lines == 0 && matches.days[19].lines == 690)
        #expect(matches.days.map(\.filesLacking).enumerated().filter { $0.element > 0 }.map(\.offset) == [8])
        #expect(matches.bytes > matches.bytesCompressed && matches.bytesCompressed > 0)
        #expect(matches.missing == [hole] && inspection.incomplete.map(\.file) == [hole])
        #expect(matches.drops.map(\.from) == ["2019-07-09T00:00Z", "2019-07-20T05:00Z"])
        #expect(matches.drops.map(\.to) == ["2019-07-09T23:00Z", "2019-07-20T05:00Z"])
        #expect(inspection.warnings.contains { $0.contains("in 25 hours") && $0.contains("2019-07-20T05:00Z") })
        #expect(inspection.warnings.contains { $0.contains(hole) && $0.contains("manifest") })
    }

    @Test func textShowsTheDaysAsAStrip() throws {
        let workspace = try month()
        let one = try inspect(workspace, "--threads", "1")
        let four = try inspect(workspace, "--threads", "4")
        #expect(one.status == 3 && one.output == four.output)
        let strip = String(repeating: "█", count: 8) + "·" + String(repeating: "█", count: 19)
        #expect(one.text.contains("\n  \(strip)\n  \(String(repeating: " ", count: 8))^\n"))
        #expect(one.text.contains("matches: 27 files, 19410 lines, 0 rejected"))
    }

    @Test func manifestGoesBeforeGuesses() throws {
        let workspace = try month()
        let list = workspace.path("manifest.yaml")
        #expect(try Program.run(["manifest", workspace.path("logs"), "--output", list]).status == 0)
        let whole = try inspect(workspace, "--manifest", list, "--format", "json")
        #expect(whole.status == 0)
        #expect(try inspection(whole).streams.allSatisfy { $0.missing.isEmpty })
        try workspace.remove("logs/matches/dt=2019-07-02/part-0.zst")
        let lacking = try inspect(workspace, "--manifest", list, "--format", "json")
        #expect(lacking.status == 3)
        let found = try inspection(lacking)
        #expect(found.incomplete.map(\.file) == ["matches/dt=2019-07-02/part-0.zst"])
        #expect(found.streams.first { $0.stream == "matches" }?.days[1].filesLacking == 1)
    }

    @Test func aReplayMissesWhatTheNamesLeadOneToExpect() throws {
        let workspace = try month()
        let outcome = try workspace.replayJSON()
        // Every byte that is there was read: the guess is a warning, and the estimates go by it.
        #expect(outcome.status == 0)
        let result = try outcome.result()
        #expect(result.incomplete.isEmpty)
        #expect(result.warnings.contains { $0.contains(hole) })
        let matched = try #require(result.estimates?.accounts.before["matched"]?.lower)
        #expect(matched.point == 1 && matched.method.hasPrefix("missing files"))
        #expect(matched.assumptions.contains { $0.contains("names of the others") })
        #expect(result.estimates?.accounts.before["reached"]?.lower.refused != nil)
        let list = workspace.path("manifest.yaml")
        #expect(try Program.run(["manifest", workspace.path("logs"), "--output", list]).status == 0)
        #expect(try workspace.replayJSON("--manifest", list).status == 0)
    }

    @Test func mappedRootsAreRead() throws {
        let workspace = try Workspace()
        try workspace.write(
            "logs/gave.csv",
            "at,user,kind,hash,why\n2019-03-02T00:00:00Z,42,phone,\(Example.phone),essential.service.security\n")
        try workspace.write("logs/used.csv", "at,user,list\n2019-06-11T00:00:00Z,42,A17\nnever,42,A17\n")
        try workspace.write(
            "retrace.yaml",
            """
            streams:
              identifiers:
                files: gave.csv
                format: csv
                fields: {ts: at, account_id: user, id_type: kind, id_hash: hash, purpose: why}
              matches:
                files: used.csv
                format: csv
                fields: {ts: at, account_id: user, audience_id: list}

            """)
        let outcome = try inspect(workspace, "--mapping", workspace.path("retrace.yaml"), "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let streams = try inspection(outcome).streams
        #expect(streams.map(\.stream).sorted() == ["identifiers", "matches"])
        #expect(streams.first { $0.stream == "matches" }?.rejected == 1)
    }

    @Test func rejectedLinesAndDamageAreTold() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/bad.jsonl", "nonsense\n\n" + Example.match(of: "42"))
        try workspace.write("logs/matches/cut.zst", Packed.zstandard(Example.match(of: "44")).dropLast(1))
        let outcome = try inspect(workspace)
        #expect(outcome.status == 3)
        #expect(outcome.text.contains("lines of 'matches' are rejected."))
        #expect(outcome.text.contains("Incomplete: matches/cut.zst"))
        #expect(try Program.run(["inspect", workspace.path("nowhere")]).status == 66)
    }
}
