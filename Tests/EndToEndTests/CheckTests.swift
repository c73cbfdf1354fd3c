import Foundation
import RetraceStatistics
import Testing

/// `retrace check`: what a replay would make of the logs, from samples.
@Suite struct CheckTests {
    private func check(_ workspace: Workspace, _ more: String...) throws -> Program.Outcome {
        try Program.run(["check", workspace.path("logs"), "--policy", workspace.path("policy.yaml")] + more)
    }

    private func report(_ outcome: Program.Outcome) throws -> CheckReport {
        try JSONDecoder().decode(CheckReport.self, from: outcome.output)
    }

    private func field(_ name: String, of stream: String, _ report: CheckReport) throws -> CheckReport.Field {
        try #require(report.streams[stream]?.fields.first { $0.field == name })
    }

    @Test func soundLogsAreSound() throws {
        let workspace = try Workspace.example()
        let outcome = try check(workspace, "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try report(outcome)
        #expect(report.problems == [] && report.unclassifiedPurposes == [])
        #expect(report.notes.count == 3, "uploads, disclosures and accounts are missing: \(report.notes)")
        let purpose = try field("purpose", of: "identifiers", report)
        #expect(purpose.filled == 2 && purpose.missing == 0 && purpose.wrong == 0)
        #expect(
            purpose.examples == ["essential.service.security.two_factor", "marketing.advertising.first_party"])
        #expect(try field("line_item_id", of: "impressions", report).missing == 2)
        #expect(try field("country", of: "impressions", report).examples == ["FR"])
    }

    @Test func identifiersAndAccountsAreMasked() throws {
        let workspace = try Workspace()
        try workspace.write("policy.yaml", Example.policy)
        try workspace.write("logs/identifiers/a", Example.held(by: "Anna-71", at: "2019-03-02T00:00:00Z"))
        try workspace.write("logs/matches/a", Example.match(of: "Anna-71"))
        for format in ["json", "text"] {
            let outcome = try check(workspace, "--format", format)
            #expect(outcome.status == 0)
            #expect(outcome.text.contains("xxxx-99"))
            #expect(!outcome.text.contains("Anna") && !outcome.text.contains(Example.phone))
        }
    }

    /// Two purposes that differ in Unicode normalisation alone are two.
    @Test func purposesAreToldApartByTheirBytes() throws {
        let workspace = try Workspace.example()
        let lines = ["caf\u{E9}", "cafe\u{301}"].map {
            Example.held(by: "1", at: "2019-03-02T00:00:00Z").replacing(
                "essential.service.security.two_factor", with: $0)
        }
        try workspace.write("logs/identifiers/b", lines.joined())
        let open = try report(check(workspace, "--format", "json")).unclassifiedPurposes
        #expect(open.map { Array($0.purpose.utf8).count } == [6, 5] && open.map(\.identifierEvents) == [1, 1])
    }

    @Test func personsAreMasked() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/accounts/a", "{\"account_id\":42,\"person_id\":\"p-4711\"}\n")
        let outcome = try check(workspace)
        #expect(outcome.status == 0 && outcome.text.contains("x-9999"), "\(outcome.text)")
        #expect(!outcome.text.contains("4711"))
    }

    @Test func noMoreBlocksAreReadThanAsked() throws {
        let workspace = try Workspace.example()
        let lines = String(repeating: Example.match(of: "42"), count: (300 << 10) / Example.match(of: "42").utf8.count)
        try workspace.write("logs/matches/part-1.jsonl", lines + "no JSON\n")
        #expect(try check(workspace, "--blocks", "1").status == 0)
        #expect(try check(workspace, "--blocks", "2").status == 65)
    }

    @Test func rejectedLinesAreToldByReasonAndPlace() throws {
        let workspace = try Workspace.example()
        try workspace.write(
            "logs/matches/part-1.jsonl",
            Example.match(of: "42") + "\n{\"ts\":\"yesterday\",\"account_id\":\"42\",\"audience_id\":\"A17\"}\n"
                + "{\"ts\":1560211200000,\"account_id\":\"42\"}\n")
        let outcome = try check(workspace, "--format", "json")
        #expect(outcome.status == 65)
        let report = try report(outcome)
        #expect(report.problems == ["2 of 6 lines of 'matches' would be rejected."])
        let stream = try #require(report.streams["matches"])
        #expect(stream.rejectedByReason == ["wrong_field": 1, "missing_field": 1])
        #expect(
            stream.rejections.map { "\($0.file):\($0.line) \($0.field ?? "")" } == [
                "matches/part-1.jsonl:3 ts", "matches/part-1.jsonl:4 audience_id",
            ])
        #expect(try field("ts", of: "matches", report).wrong == 1)
        #expect(try field("audience_id", of: "matches", report).missing == 1)
        #expect(try check(workspace, "--max-rejected", "2").status == 0)
        #expect(try check(workspace).text.contains("matches/part-1.jsonl:3: a field has a wrong type or form (ts)"))
    }

    @Test func whatThePolicyAndTheMappingMissIsTold() throws {
        let workspace = try Workspace.example()
        try workspace.write("policy.yaml", "permitted: [marketing]\nrestricted: []\n")
        let open = try report(check(workspace, "--format", "json"))
        #expect(
            open.unclassifiedPurposes == [
                UnclassifiedPurpose(purpose: "essential.service.security.two_factor", identifierEvents: 1)
            ])
        let outcome = try check(
            workspace, "--format", "json", "--set", "streams.impressions.files=impressions/*", "--set",
            "streams.impressions.fields.ts=/ts", "--set", "streams.impressions.fields.account_id=/account_id", "--set",
            "streams.impressions.fields.audience_ids=/audience_ids", "--set", "streams.impressions.fields.country=/land"
        )
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(try report(outcome).problems.contains { $0.contains("'/land' never matched") })
    }

    /// Lines that are valid one by one, and together make no sense.
    @Test func whatCannotBeSoundIsAProblem() throws {
        let workspace = try Workspace.example()
        let matches = Example.match(of: "42").replacing("\"2019-06-11T00:00:00Z\"", with: "1560211200")
        try workspace.write("logs/matches/part-0.jsonl", matches)
        let early = try check(workspace, "--format", "json")
        #expect(early.status == 65)
        #expect(try report(early).problems.contains { $0.contains("from 1970-01-19") && $0.contains("unix_s") })
        try workspace.write(
            "logs/matches/part-0.jsonl", Example.match(of: "user-42", hash: String(repeating: "3c", count: 32)))
        let strange = try check(workspace, "--format", "json")
        #expect(strange.status == 65)
        let problems = try report(strange).problems
        #expect(problems.count == 2 && problems[0].hasPrefix("No account of the 'matches'"), "\(problems)")
        #expect(problems.last?.hasPrefix("No identifier of the 'matches'") == true)
    }

    @Test func damagedFilesAndMissingRoots() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/impressions/part-1.jsonl.zst", [0x28, 0xB5, 0x2F, 0xFD, 0xFF])
        let outcome = try check(workspace, "--format", "json")
        #expect(outcome.status == 65)
        #expect(try report(outcome).problems.first?.hasPrefix("impressions/part-1.jsonl.zst ") == true)
        try workspace.remove("logs/matches")
        #expect(try check(workspace).status == 66)
        try workspace.remove("logs")
        #expect(try check(workspace).status == 66)
    }
}
