import Foundation
import RetraceStatistics
import Testing

/// Log roots compared with a manifest.
@Suite struct ManifestTests {
    /// The example with five files of matches, and a manifest of it.
    private func prepared() throws -> Workspace {
        let workspace = try Workspace.example()
        for (number, account) in ["43", "44", "45", "46"].enumerated() {
            try workspace.write(
                "logs/matches/dt=2019-06-0\(number + 1)/part-0.zst", Packed.zstandard(Example.match(of: account)))
        }
        let outcome = try manifest(workspace, "--output", workspace.path("manifest.yaml"))
        #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
        return workspace
    }

    private func manifest(_ workspace: Workspace, _ more: String...) throws -> Program.Outcome {
        try Program.run(["manifest", workspace.path("logs")] + more)
    }

    private func replay(_ workspace: Workspace) throws -> Program.Outcome {
        try workspace.replayJSON("--manifest", workspace.path("manifest.yaml"))
    }

    @Test func wholeLogsAgreeWithTheirManifest() throws {
        let workspace = try prepared()
        let outcome = try replay(workspace)
        #expect(outcome.status == 0)
        let result = try outcome.result()
        #expect(result.incomplete.isEmpty)
        let matched = try #require(result.estimates?.accounts.before["matched"]?.lower)
        let count = Double(result.counts.accounts.before.matched.lower)
        #expect(matched.point == count && matched.low == count && matched.high == count && matched.assumptions.isEmpty)
    }

    @Test func manifestIsTheSameWhateverTheThreads() throws {
        let workspace = try prepared()
        let one = try manifest(workspace, "--threads", "1")
        let four = try manifest(workspace, "--threads", "4")
        #expect(one.status == 0 && one.output == four.output)
        #expect(try workspace.text("manifest.yaml") == one.text)
        #expect(one.text.contains("lines: 1, bytes: "))
    }

    @Test func everyKindOfTroubleIsToldApart() throws {
        let workspace = try prepared()
        try workspace.remove("logs/matches/dt=2019-06-01/part-0.zst")
        let whole = Packed.zstandard(Example.match(of: "44"))
        try workspace.write("logs/matches/dt=2019-06-02/part-0.zst", whole.dropLast(1))
        try workspace.write("logs/matches/dt=2019-06-03/part-0.zst", Packed.zstandard(""))
        // As long as before, and other bytes.
        try workspace.write("logs/matches/dt=2019-06-04/part-0.zst", Packed.zstandard(Example.match(of: "47")))
        try workspace.write("logs/matches/extra.jsonl", Example.match(of: "48"))
        let outcome = try replay(workspace)
        #expect(outcome.status == 3)
        let result = try outcome.result()
        let reasons = Dictionary(uniqueKeysWithValues: result.incomplete.map { ($0.file, $0) })
        #expect(reasons.count == 4)
        #expect(reasons["matches/dt=2019-06-01/part-0.zst"]?.reason.contains("missing") == true)
        #expect(reasons["matches/dt=2019-06-02/part-0.zst"]?.reason.contains("cut off") == true)
        #expect(reasons["matches/dt=2019-06-03/part-0.zst"]?.reason.contains("manifest says") == true)
        #expect(reasons["matches/dt=2019-06-04/part-0.zst"]?.reason.contains("SHA-256") == true)
        #expect(reasons["matches/dt=2019-06-04/part-0.zst"]?.linesRead == 1)
        for sentence in [
            "1 file was not read to its end", "1 file of the manifest is missing", "1 file is shorter",
            "1 file differs",
            "does not name matches/extra.jsonl",
        ] {
            #expect(result.warnings.contains { $0.contains(sentence) }, "\(sentence): \(result.warnings)")
        }
        let matched = try #require(result.estimates?.accounts.before["matched"]?.lower)
        #expect(matched.point == nil && matched.refused != nil)
        // Four lines are lost, and the one that was read of the changed file may not belong.
        let atRisk = try #require(result.estimates?.accounts.before["at_risk"]?.lower)
        #expect(atRisk.refused == nil && atRisk.point == Double(result.counts.accounts.before.atRisk.lower))
    }

    @Test func lostIdentifiersLeaveNoBoundThatIsNone() throws {
        let workspace = try prepared()
        let list = try workspace.text("manifest.yaml").replacingOccurrences(
            of: "  identifiers:\n    files:\n",
            with: "  identifiers:\n    files:\n      - {path: identifiers/lost.jsonl}\n")
        try workspace.write("manifest.yaml", list)
        let outcome = try replay(workspace)
        #expect(outcome.status == 3)
        let counts = try #require(try outcome.result().estimates?.accounts.before)
        for (name, pair) in counts {
            for estimate in [pair.lower, pair.upper] {
                #expect(estimate.point == nil && estimate.low == 0 && estimate.high == nil, "\(name)")
                #expect(estimate.refused?.contains("identifiers") == true, "\(name)")
            }
        }
    }

    @Test func listsOfHashesWillDo() throws {
        let workspace = try prepared()
        let hashes = try workspace.text("manifest.yaml").split(separator: "\n").compactMap { line -> String? in
            guard let path = line.range(of: "path: "), let hash = line.range(of: "sha256: ") else { return nil }
            return "\(line[hash.upperBound...].dropLast())  \(line[path.upperBound...].prefix { $0 != "," })"
        }
        try workspace.write("SHA256SUMS", hashes.joined(separator: "\n") + "\n")
        let list = ["--manifest", workspace.path("SHA256SUMS"), "--format", "json"]
        #expect(try Program.run(workspace.arguments(list)).status == 0)
        try workspace.write("logs/matches/dt=2019-06-04/part-0.zst", Packed.zstandard(Example.match(of: "47")))
        let outcome = try Program.run(workspace.arguments(list))
        #expect(outcome.status == 3)
        #expect(try outcome.result().incomplete.map(\.file) == ["matches/dt=2019-06-04/part-0.zst"])
    }

    @Test func wrongManifestsEndTheRun() throws {
        let workspace = try prepared()
        try workspace.write("manifest.yaml", "streams:\n  matches: {fils: []}\n")
        let wrong = try replay(workspace)
        #expect(wrong.status == 65 && wrong.errors.contains("line 2"))
        try workspace.remove("manifest.yaml")
        #expect(try replay(workspace).status == 66)
    }

    @Test func damagedFilesAreNamedWithoutLines() throws {
        let workspace = try prepared()
        try workspace.write("logs/matches/bad.zst", Packed.zstandard(Example.match(of: "44")).dropLast(1))
        let outcome = try manifest(workspace)
        #expect(outcome.status == 3 && outcome.errors.contains("matches/bad.zst"))
        let line = outcome.text.split(separator: "\n").first { $0.contains("matches/bad.zst") }
        #expect(line?.contains("lines:") == false && line?.contains("sha256:") == true)
    }

    @Test func accountsSampledAlikeAreScaledUp() throws {
        let workspace = try Workspace.example()
        let outcome = try workspace.replayJSON("--sampling", "all=account:0.5")
        #expect(outcome.status == 0)
        let result = try outcome.result()
        let count = Double(result.counts.accounts.before.matched.lower)
        let matched = try #require(result.estimates?.accounts.before["matched"]?.lower)
        #expect(count > 0 && matched.point == 2 * count && matched.low == count && (matched.high ?? 0) > 2 * count)
        #expect(result.warnings.contains { $0.contains("'matches' is a sample (by account, rate 0.5)") })
    }

    @Test func eventSamplingOfMatchesLeavesMembershipsRefused() throws {
        let outcome = try Workspace.example().replayJSON("--sampling", "matches=event:0.5")
        let counts = try #require(try outcome.result().estimates?.accounts.before)
        #expect(counts["reached"]?.lower.refused?.contains("matches") == true)
        #expect(counts["at_risk"]?.lower.refused == nil)
    }

    @Test(arguments: [
        "matches", "matches=event", "matches=event:0", "uploads=event:0.5", "all=hour:0.5", "x=event:0.5",
    ])
    func wrongSamplingsAreWrongUsage(argument: String) throws {
        #expect(try Workspace.example().replay("--sampling", argument).status == 64)
    }
}
