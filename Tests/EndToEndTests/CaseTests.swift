import Foundation
import RetraceCase
import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import Testing

/// The commands that read a case.
@Suite struct CaseTests {
    private let workspace: Workspace
    private let evidence = RandomEvidence(seed: 5)
    private var file: String { workspace.path("a.retrace") }

    init() throws {
        workspace = try Workspace()
        let batches = evidence.batches
        let writer = try CaseWriter(path: workspace.path("a.retrace"), overwrite: false)
        let texts = evidence.texts.texts
        for batch in batches { try writer.take(batch, texts: texts, partitionCount: batches.count) }
        let run = CaseRun(
            programVersion: "1", commandLine: [], logRoot: "logs", cutoff: evidence.cutoff,
            started: evidence.cutoff, finished: evidence.cutoff, hasPersons: true, policyText: "",
            permitted: ["marketing"], restricted: ["essential"])
        let counts = Totals(accounts: Sided(before: CountSet(), since: CountSet()), persons: nil)
        let result = ReplayResult(
            cutoff: evidence.cutoff.rfc3339, counts: counts,
            verdicts: Sided(before: VerdictCounts(), since: VerdictCounts()), streams: [:], breakdowns: Breakdowns(),
            timeline: [])
        try writer.finish(CaseWriter.Ending(run: run, inputs: [], result: result))
    }

    private func expected(_ count: CountKind, _ side: Side, _ reading: Reading) -> Int {
        evidence.partitions.joined().count {
            $0.mask(cutoff: evidence.cutoff).contains(CountMask(count, side, reading))
        }
    }

    @Test func recountPrintsCountsAlone() throws {
        let run = try Program.run(["recount", "--case", file, "--cutoff", "2019-09-17", "--format", "json"])
        #expect(run.status == 0 && run.errors.isEmpty)
        let counts = try JSONDecoder().decode(Totals.self, from: run.output)
        #expect(counts.accounts.before.reached.lower == UInt64(expected(.reached, .before, .lower)))
        #expect(counts.accounts.since.matched.upper == UInt64(expected(.matched, .since, .upper)))
        #expect(counts.persons != nil)
        let text = try Program.run(["recount", "--case", file, "--cutoff", "2019-09-17"]).text
        #expect(text.contains("solely matched"))
    }

    /// A date is midnight in the zone that is given.
    @Test func aDateBeginsInItsZone() throws {
        let options = ["recount", "--case", file, "--format", "json", "--cutoff"]
        let local = try Program.run(options + ["2019-09-17", "--time-zone", "America/Los_Angeles"]).output
        #expect(try local == Program.run(options + ["2019-09-17T07:00:00Z"]).output)
        #expect(try local != Program.run(options + ["2019-09-17"]).output)
    }

    @Test func exportsAddUpToTheCount() throws {
        let options = ["export", "--case", file, "--count", "matched", "--bound", "upper"]
        let single = try Program.run(options + ["--format", "jsonl"])
        #expect(single.status == 0)
        #expect(single.text.split(separator: "\n").count == expected(.matched, .before, .upper))
        let folder = workspace.path("lists")
        #expect(try Program.run(options + ["--format", "jsonl", "--by", "country", "--output", folder]).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(names).isSubset(of: ["FR.jsonl", "%2E%2E%2FDE.jsonl", "unknown.jsonl"]))
        var lines: [Substring] = []
        for name in names {
            let path = "\(folder)/\(name)"
            lines += try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        #expect(lines.sorted() == single.text.split(separator: "\n").sorted())
    }

    @Test func csvHasAHeader() throws {
        let path = workspace.path("out.csv")
        let run = try Program.run(
            ["export", "--case", file, "--count", "reached", "--bound", "lower", "--side", "since", "--output", path])
        #expect(run.status == 0 && run.output.isEmpty)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("account,person,country,region,first,last,sources,bound\r\n"))
    }

    @Test func explainTellsOfKnownAndUnknownAccounts() throws {
        let known = try Program.run(["explain", "42", "--case", file, "--format", "json"])
        #expect(known.status == 0)
        #expect(try JSONDecoder().decode(Explanation.self, from: known.output).isKnown)
        let stranger = try Program.run(["explain", "nobody", "--case", file])
        #expect(stranger.status == 0 && stranger.text.contains("The account is in no count."))
    }

    @Test func whatIsNoCaseHasItsExitCode() throws {
        try workspace.write("text", "no case at all")
        for command in [
            ["recount", "--cutoff", "2019-09-17"], ["export", "--count", "reached", "--bound", "lower"],
            ["explain", "42"],
        ] {
            #expect(try Program.run(command + ["--case", workspace.path("missing")]).status == 66)
            #expect(try Program.run(command + ["--case", workspace.path("text")]).status == 65)
        }
        #expect(try Program.run(["recount", "--case", file, "--cutoff", "soon"]).status == 64)
        #expect(try Program.run(["export", "--case", file, "--count", "all", "--bound", "lower"]).status == 64)
    }
}
