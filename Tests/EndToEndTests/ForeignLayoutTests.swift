import Foundation
import RetraceStatistics
import RetraceTestSupport
import Testing

/// The same incident in layouts of other platforms: `retrace init` and a few edited lines give the same result as the log
/// model's own layout.
@Suite struct ForeignLayoutTests {
    /// A generated incident in the model's own form, and what a replay makes of it.
    private struct Incident {
        let workspace: Workspace
        let logs: ForeignLogs
        let expected: ReplayResult

        init() throws {
            workspace = try Workspace()
            let made = try Program.run([
                "generate", "tailored-and-partner-audiences-2019", "--output", workspace.path("own"), "--accounts",
                "300",
                "--shards", "1", "--seed", "11",
            ])
            #expect(made.status == 0, "\(made.errors)")
            logs = try ForeignLogs(workspace, logs: "own/logs")
            expected = try Incident.comparable(Incident.replay(workspace, "own/logs"))
            #expect(expected.counts.accounts.before.reached.lower > 0)
        }

        private static func replay(_ workspace: Workspace, _ root: String) throws -> Program.Outcome {
            try Program.run([
                "replay", workspace.path(root), "--policy", workspace.path("own/policy.yaml"), "--cutoff", "2019-09-17",
                "--format", "json", "--quiet",
            ])
        }

        /// The own form with some streams taken out.
        func copy(without streams: [String]) throws {
            try FileManager.default.copyItem(atPath: workspace.path("own/logs"), toPath: workspace.path("foreign"))
            for stream in streams { try workspace.remove("foreign/\(stream)") }
        }

        /// What describes files is not compared.
        static func comparable(_ outcome: Program.Outcome) throws -> ReplayResult {
            var result = try outcome.result()
            for key in result.streams.keys {
                result.streams[key]?.files = 0
                result.streams[key]?.bytes = 0
                result.streams[key]?.bytesCompressed = 0
            }
            return result
        }

        /// Has a mapping written, replaces its lines that contain the keys of `edits`, and compares the results.
        func expectSame(edits: [(line: String, replacement: String)]) throws {
            let initial = try Program.run(["init", workspace.path("foreign")])
            #expect(initial.status == 0, "\(initial.errors)")
            #expect(!initial.text.contains(try Regex("[0-9A-Fa-f]{32}")), "an identifier was written")
            var lines = initial.text.components(separatedBy: "\n")
            for edit in edits {
                let number = try #require(lines.firstIndex { $0.contains(edit.line) }, "\(edit.line): \(initial.text)")
                lines[number] = edit.replacement
            }
            try workspace.write("initial.yaml", initial.text)
            try workspace.write("foreign/retrace.yaml", lines.joined(separator: "\n"))
            let changes = try Program.shell(
                "diff '\(workspace.path("initial.yaml"))' '\(workspace.path("foreign/retrace.yaml"))' | grep -c '^>'")
            #expect(Int(changes.text.dropLast()).map { $0 <= 10 } == true)
            let outcome = try Incident.replay(workspace, "foreign")
            #expect(outcome.status == 0, "\(outcome.errors)\n\(initial.text)")
            let result = try Incident.comparable(outcome)
            #expect(result == expected, "\(result.warnings) \(result.streams) \(initial.text)")
            let check = try Program.run([
                "check", workspace.path("foreign"), "--policy", workspace.path("own/policy.yaml"),
            ])
            #expect(check.status == 0, "\(check.text)")
        }
    }

    @Test func requestsInTheMannerOfOpenRTB() throws {
        let incident = try Incident()
        try incident.copy(without: ["impressions", "matches"])
        try incident.workspace.write("foreign/bid_requests/part-0.json.gz", Packed.gzip(incident.logs.requests()))
        try incident.workspace.write(
            "foreign/match_eids/part-0.json.lz4", Packed.lz4(incident.logs.extendedIdentifiers()))
        try incident.expectSame(edits: [])
    }

    @Test func tableOfMatches() throws {
        let incident = try Incident()
        try incident.copy(without: ["matches"])
        try incident.workspace.write("foreign/match_export/2019-09.csv", incident.logs.table())
        try incident.expectSame(edits: [])
    }

    @Test(arguments: [AvroFile.Codec.deflate, .snappy]) func containerOfMatches(codec: AvroFile.Codec) throws {
        let incident = try Incident()
        try incident.copy(without: ["matches"])
        try incident.workspace.write("foreign/match_log/part-0.avro", incident.logs.container(codec))
        try incident.expectSame(edits: [])
    }

    /// What messages mean no file tells by itself: `retrace init` leaves the stream to be written, in seven lines.
    @Test func messagesOfMatches() throws {
        let incident = try Incident()
        try incident.copy(without: ["matches"])
        try incident.workspace.write("foreign/match_log/part-0.bin.gz", Packed.gzip(incident.logs.messages()))
        try incident.workspace.write("foreign/matching.proto", ForeignLogs.matchProto)
        let compiled = try Program.shell(
            "cd '\(incident.workspace.path("foreign"))' && protoc --include_imports --descriptor_set_out=matching.desc "
                + "matching.proto")
        #expect(compiled.status == 0, "\(compiled.errors)")
        try incident.expectSame(edits: [
            (
                "matches: is needed",
                """
                  matches:
                    files: match_log/**
                    format: protobuf
                    descriptor_set: matching.desc
                    message: com.example.matching.Match
                    fields: {ts: /occurred, event_id: /ref, account_id: /member/uid, audience_id: /segment,
                      id_type: {from: /contact/kind, map: {EMAIL: email, PHONE: phone}},
                      id_hash: /contact/sha256, action: {from: /op, map: {LEAVE: remove}}}
                """
            )
        ])
    }

    @Test func oneFileForAllEvents() throws {
        let incident = try Incident()
        try incident.workspace.write("foreign/events-2019.jsonl.zst", Packed.zstandard(incident.logs.mixed()))
        let purposes = [
            "functional.service.profile", "marketing.advertising.first_party", "essential.service.security.two_factor",
            "essential.service.security.account_recovery", "essential.service.security.reauthentication",
            "functional.service.support", "personalize.content.recommendations",
        ].map { "\"\($0.replacing(".", with: ":"))\": \($0)" }
        try incident.expectSame(edits: [
            ("purpose: {", "      purpose: {from: /why, map: {\(purposes.joined(separator: ", "))}}"),
            ("like it: product", "      product: /kind_of_list"),
        ])
    }
}
