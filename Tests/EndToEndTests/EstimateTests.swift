import Foundation
import RetraceStatistics
import Testing

/// `retrace estimate`: what a replay estimates, from a case alone.
@Suite struct EstimateTests {
    /// Twelve days of three files of matches, a line of one to three accounts in each, and a manifest of them.
    private func prepared() throws -> Workspace {
        let workspace = try Workspace.example()
        var identifiers = ""
        for number in 0..<36 {
            let day = number / 3 + 1
            let accounts = [100 + number, 100 + (number + 1) % 36, 100 + (number * number) % 36]
            let lines = Set(accounts).sorted().map {
                Example.match(of: "\($0)", at: "2019-06-\(day < 10 ? "0" : "")\(day)T00:00:00Z")
            }
            identifiers += Example.held(by: "\(100 + number)", at: "2019-03-02T00:00:00Z")
            try workspace.write(path(number), lines.joined())
        }
        // Those who were never matched keep the ceiling high.
        for number in 900..<960 { identifiers += Example.held(by: "\(number)", at: "2019-03-02T00:00:00Z") }
        try workspace.write("logs/identifiers/part-1.jsonl", identifiers)
        try workspace.write(
            "logs/accounts/part-0.jsonl",
            (0..<36).map { "{\"account_id\":\"\(100 + $0)\",\"person_id\":\"p\($0 / 2)\"}\n" }.joined())
        try workspace.remove("logs/matches/part-0.jsonl")
        let list = ["manifest", workspace.path("logs"), "--output", workspace.path("manifest.yaml")]
        try #require(try Program.run(list).status == 0)
        return workspace
    }

    private func path(_ number: Int) -> String {
        let day = number / 3 + 1
        return "logs/matches/dt=2019-06-\(day < 10 ? "0" : "")\(day)/part-\(number % 3).jsonl"
    }

    private func estimate(_ workspace: Workspace, _ more: String...) throws -> Estimates {
        let outcome = try Program.run(
            ["estimate", "--case", workspace.path("case.retrace"), "--format", "json"] + more)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Estimates.self, from: outcome.output)
    }

    private func replay(_ workspace: Workspace, _ more: String...) throws -> ReplayResult {
        let options = ["--format", "json", "--case", workspace.path("case.retrace"), "--force"]
        return try Program.run(workspace.arguments(options + more)).result()
    }

    @Test func aCaseTellsWhatTheReplayTold() throws {
        let workspace = try prepared()
        let whole = try replay(workspace)
        #expect(try estimate(workspace) == whole.estimates)
        for number in [5, 16, 28] { try workspace.remove(path(number)) }
        let list = ["--manifest", workspace.path("manifest.yaml")]
        let lost = try replay(workspace, list[0], list[1])
        let matched = try #require(lost.estimates?.accounts.before["matched"]?.lower)
        #expect(matched.method.hasPrefix("missing files") && (matched.high ?? 0) > (matched.low ?? 0))
        #expect(try estimate(workspace) == lost.estimates)
        #expect(try estimate(workspace, list[0], list[1]) == lost.estimates)
        let wide = try estimate(workspace, "--confidence", "0.99").accounts.before["matched"]?.lower
        #expect(wide?.confidence == 0.99 && (wide?.high ?? 0) > (matched.high ?? 0))
        let sampled = try replay(workspace, "--sampling", "all=account:0.5")
        #expect(try estimate(workspace) == sampled.estimates)
        #expect(sampled.estimates?.persons?.before["matched"]?.lower.method.contains("Good-Toulmin") != true)
        let text = try Program.run(["estimate", "--case", workspace.path("case.retrace")])
        #expect(text.status == 0 && text.text.contains("matched"))
    }

    @Test func aManifestThatWasFoundLaterWillDo() throws {
        let workspace = try prepared()
        for number in [5, 16, 28] { try workspace.remove(path(number)) }
        let list = ["--manifest", workspace.path("manifest.yaml")]
        let known = try replay(workspace, list[0], list[1]).estimates
        _ = try replay(workspace)
        #expect(try estimate(workspace, list[0], list[1]) == known)
    }

    @Test func filesThatWereTakenForWholeAreNoEvidence() throws {
        let workspace = try prepared()
        try workspace.remove(path(5))
        _ = try replay(workspace)
        let list = try workspace.text("manifest.yaml")
        let line = try #require(list.split(separator: "\n").first { $0.contains("06-04/part-1") })
        let longer = line.replacing("lines: ", with: "lines: 9")
        try workspace.write("manifest.yaml", list.replacing(line, with: longer))
        let matched = try estimate(workspace, "--manifest", workspace.path("manifest.yaml")).accounts.before["matched"]
        #expect(matched?.lower.point == nil && matched?.lower.refused?.contains("replay") == true)
    }

    @Test func personsFollowAccountsThatWereSampled() throws {
        let workspace = try prepared()
        let persons = try replay(workspace, "--sampling", "all=account:0.6").estimates?.persons
        let lower = try #require(persons?.before["matched"]?.lower)
        // 18 persons of two accounts each weigh 1 − (0.4 / 0.6)², which makes 10; all of the 18 were seen.
        #expect(lower.method.contains("Good-Toulmin") && lower.point == 18, "\(lower)")
    }

    @Test func wrongUseIsSaid() throws {
        let workspace = try prepared()
        _ = try replay(workspace)
        let file = ["--case", workspace.path("case.retrace")]
        #expect(try Program.run(["estimate"] + file + ["--confidence", "1"]).status == 64)
        #expect(try Program.run(["estimate"] + file + ["--manifest", workspace.path("none")]).status == 66)
        #expect(try Program.run(["estimate", "--case", workspace.path("none")]).status == 66)
    }
}
