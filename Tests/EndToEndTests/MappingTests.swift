import Foundation
import RetraceStatistics
import Testing

/// The example's incident as three other platforms would have logged it: mapped, each gives the same numbers.
@Suite struct MappingTests {
    /// A mixed log: one file, one line an event, told apart by `event`; ids and times nested and in other forms.
    private static let mixedLines = [
        #"{"event":"id.add","at":1551484800,"user":{"id":42},"kind":"PHONE","sha":"\#(Example.phone)","why":"2FA"}"#,
        #"{"event":"id.add","at":1560988800,"user":{"id":42},"kind":"EMAIL","sha":"\#(Example.email)","why":"ADS"}"#,
        #"{"event":"aud.new","at":1556668800,"seg":"A17","type":"tailored_audiences","adv":9}"#,
        #"{"event":"match","at":1560211200,"user":{"id":42},"seg":"A17","kind":"PHONE","sha":"\#(Example.phone)"}"#,
        #"{"event":"match","at":1561075200,"user":{"id":42},"seg":"A17","kind":"PHONE","sha":"\#(Example.email)"}"#,
        #"{"event":"match","at":1569888000,"user":{"id":42},"seg":"A17","kind":"PHONE","sha":"\#(Example.phone)"}"#,
        #"{"event":"ad","at":1560297600,"user":{"id":42},"segs":[{"id":"A17"}],"geo":{"cc":"FR"}}"#,
        #"{"event":"ad","at":1561161600,"user":{"id":42},"segs":[{"id":"A17"}],"geo":{"cc":"FR"}}"#,
    ]

    private static let mixedMapping = """
        streams:
          identifiers:
            files: events.jsonl
            where: {/event: id.add}
            fields:
              ts: {from: /at, time: unix_s}
              account_id: /user/id
              id_type: {from: /kind, map: {PHONE: phone, EMAIL: email}}
              id_hash: /sha
              purpose:
                from: /why
                map: {2FA: essential.service.security.two_factor, ADS: marketing.advertising.first_party}
          audiences:
            files: events.jsonl
            where: {/event: aud.new}
            fields:
              {ts: {from: /at, time: unix_s}, audience_id: /seg, product: /type, advertiser_id: /adv}
          matches:
            files: events.jsonl
            where: {/event: match}
            fields:
              ts: {from: /at, time: unix_s}
              account_id: /user/id
              audience_id: /seg
              id_type: {from: /kind, map: {PHONE: phone, EMAIL: email}}
              id_hash: /sha
          impressions:
            files: events.jsonl
            where: {/event: ad}
            fields:
              ts: {from: /at, time: unix_s}
              account_id: /user/id
              audience_ids: /segs/*/id
              country: /geo/cc
          uploads: absent

        """

    /// What describes files is not compared.
    private static func comparable(_ outcome: Program.Outcome) throws -> ReplayResult {
        var result = try outcome.result()
        for key in result.streams.keys {
            result.streams[key]?.files = 0
            result.streams[key]?.bytes = 0
            result.streams[key]?.bytesCompressed = 0
        }
        return result
    }

    static func mixed() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("policy.yaml", Example.policy)
        try workspace.write("logs/events.jsonl", mixedLines.joined(separator: "\n") + "\n")
        try workspace.write("logs/retrace.yaml", mixedMapping)
        return workspace
    }

    @Test func oneFileOfAllEvents() throws {
        let expected = try Workspace.example().replayJSON()
        let outcome = try MappingTests.mixed().replayJSON("--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try MappingTests.comparable(outcome) == MappingTests.comparable(expected))
    }

    /// The files of a mapped root have other paths than the model's, and each stream's share of them its own lines.
    @Test func manifestsAndBenchmarksFollowTheMapping() throws {
        let workspace = try MappingTests.mixed()
        let manifest = workspace.path("manifest.yaml")
        #expect(try Program.run(["manifest", workspace.path("logs"), "--output", manifest]).status == 0)
        let text = try workspace.text("manifest.yaml")
        #expect(text.contains("\"events.jsonl\", lines: 3, ") && text.contains("\"events.jsonl\", lines: 2, "))
        let outcome = try workspace.replayJSON("--manifest", manifest)
        #expect(outcome.status == 0, "\(outcome.errors)")
        try workspace.write("manifest.yaml", text.replacing("lines: 3", with: "lines: 4"))
        #expect(try workspace.replayJSON("--manifest", manifest).status == 3)
        let bench = try Program.run([
            "bench", workspace.path("logs"), "--runs", "1", "--threads", "1", "--policy", workspace.path("policy.yaml"),
        ])
        #expect(bench.status == 0 && bench.text.hasPrefix("8 lines in "), "\(bench.errors)")
    }

    @Test func tablesWithOtherNamesAndTimes() throws {
        let workspace = try Workspace.example()
        let expected = try workspace.replayJSON()
        try workspace.remove("logs/matches")
        let upper = Example.phone.uppercased()
        try workspace.write(
            "logs/export/matches.csv",
            "user,\"segment\",time,kind,digest,op\r\n42,A17,1560211200,phone,\(upper),\r\n"
                + "42,A17,1561075200,phone,\(Example.email),\"add\"\r\n\"42\",A17,1569888000,phone,\(upper),add")
        try workspace.write(
            "mapping.yaml",
            """
            streams:
              matches:
                files: export/*.csv
                format: csv
                fields:
                  ts: {column: time, time: unix_s}
                  account_id: user
                  audience_id: segment
                  id_type: kind
                  id_hash: digest
                  action: {column: op, default: add}

            """)
        let outcome = try workspace.replayJSON("--mapping", workspace.path("mapping.yaml"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try MappingTests.comparable(outcome) == MappingTests.comparable(expected))
    }

    /// An impression log in the manner of OpenRTB, which carries the audiences of each impression and the identifiers that
    /// matched.
    @Test func nestedObjectsThatYieldSeveralEvents() throws {
        let workspace = try Workspace.example()
        let expected = try workspace.replayJSON()
        try workspace.remove("logs/matches")
        try workspace.remove("logs/impressions")
        let requests = [
            (
                #"{"at":"11/Jun/2019:02:00:00","user":{"id":"42","eids":[{"source":"phone","uids":[{"id":"\#(Example.phone)"}]}]},"#,
                #""imp":[]}"#
            ),
            (#"{"at":"12/Jun/2019:02:00:00","user":{"id":"42"},"#, #""imp":[{"seg":["A17"],"geo":"FR"}]}"#),
            (
                #"{"at":"21/Jun/2019:02:00:00","user":{"id":"42","eids":[{"source":"phone","uids":[{"id":"\#(Example.email)"}]}]},"#,
                #""imp":[]}"#
            ),
            (#"{"at":"22/Jun/2019:02:00:00","user":{"id":"42"},"#, #""imp":[{"seg":["A17"],"geo":"FR"}]}"#),
            (
                #"{"at":"01/Oct/2019:02:00:00","user":{"id":"42","eids":[{"source":"phone","uids":[{"id":"\#(Example.phone)"}]}]},"#,
                #""imp":[]}"#
            ),
        ].map { $0 + $1 }
        try workspace.write("logs/rtb/all.json", "[\n  " + requests.joined(separator: ",\n  ") + "\n]\n")
        try workspace.write(
            "mapping.yaml",
            """
            streams:
              matches:
                files: rtb/**
                format: json
                fields:
                  ts: {from: /at, time: "%d/%b/%Y:%T", zone: Europe/Paris}
                  account_id: /user/id
                  audience_id: {value: A17}
                  id_type: /user/eids/*/source
                  id_hash: /user/eids/*/uids/*/id
              impressions:
                files: rtb/**
                format: json
                each: /imp/*
                fields:
                  ts: {from: /at, time: "%d/%b/%Y:%T", zone: Europe/Paris}
                  account_id: /user/id
                  audience_ids: /imp/*/seg
                  country: /imp/*/geo

            """)
        let outcome = try workspace.replayJSON("--mapping", workspace.path("mapping.yaml"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try MappingTests.comparable(outcome) == MappingTests.comparable(expected))
    }

    /// The file, then the environment, then options.
    @Test func assignmentsGoOverTheFile() throws {
        let workspace = try Workspace.example()
        let expected = try workspace.replayJSON()
        let lines = try workspace.text("logs/matches/part-0.jsonl").replacing("account_id", with: "uid")
        try workspace.write("logs/matches/part-0.jsonl", lines)
        #expect(try workspace.replayJSON().result().streams["matches"]?.rejected == 3)
        try workspace.write(
            "mapping.yaml",
            """
            streams:
              matches:
                fields: {ts: /ts, account_id: /wrong, audience_id: /audience_id, id_type: /id_type, id_hash: /id_hash}

            """)
        let outcome = try workspace.replayJSON(
            "--mapping", workspace.path("mapping.yaml"), "--set", "streams.matches.fields.account_id=/uid")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try MappingTests.comparable(outcome) == MappingTests.comparable(expected))
        let arguments = workspace.arguments(["--format", "json", "--mapping", workspace.path("mapping.yaml")])
        let environment = ["RETRACE_SET": "streams.matches.fields.account_id=/uid\nstreams.uploads=absent"]
        let byEnvironment = try Program.run(arguments, environment: environment)
        #expect(try MappingTests.comparable(byEnvironment) == MappingTests.comparable(expected))
        let overEnvironment = try Program.run(
            arguments + ["--set", "streams.matches.fields.account_id=/nothing"], environment: environment)
        #expect(try overEnvironment.result().streams["matches"]?.rejected == 3)
    }

    /// Sources in a list are told by their position.
    @Test func assignmentsFindPositions() throws {
        let workspace = try Workspace.example()
        let expected = try workspace.replayJSON()
        try workspace.write(
            "logs/retrace.yaml", "streams: {matches: [{files: 'nothing/*', format: csv}]}\n")
        let outcome = try workspace.replayJSON(
            "--set", "streams.matches.0.format=jsonl", "--set", "streams.matches.0.files=matches/part-?.jsonl")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try MappingTests.comparable(outcome) == MappingTests.comparable(expected))
        for position in ["1", "-1", "files"] {
            let wrong = try workspace.replayJSON("--set", "streams.matches.\(position).format=jsonl")
            #expect(wrong.status == 65 && wrong.errors.contains("'\(position)' is no position of the list"))
        }
    }

    @Test func rawValuesAreHashedAndNeverShown() throws {
        let workspace = try Workspace.example()
        let raw = " Jane.Doe@Example.COM"
        // printf 'jane.doe@example.com' | sha256sum
        let hash = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d"
        try workspace.write(
            "logs/identifiers/part-0.jsonl",
            Example.held(by: "42", at: "2019-03-02T00:00:00Z").replacing(Example.phone, with: hash))
        try workspace.write(
            "logs/matches/part-0.jsonl",
            Example.match(of: "42", hash: raw) + Example.match(of: "42", hash: "no address"))
        try workspace.write(
            "mapping.yaml",
            """
            streams:
              matches:
                fields:
                  ts: /ts
                  account_id: /account_id
                  audience_id: /audience_id
                  id_hash: {from: /id_hash, hash: email}

            """)
        let outcome = try workspace.replayJSON(
            "--mapping", workspace.path("mapping.yaml"), "--rejects", workspace.path("rejects"))
        let result = try outcome.result()
        #expect(result.verdicts.before.restricted == 1)
        #expect(result.streams["matches"]?.rejected == 1)
        let rejects = try workspace.text("rejects")
        #expect(rejects.contains("\"line\":2") && rejects.contains("id_hash") && !rejects.contains("no address"))
        #expect(!outcome.text.contains("Jane") && !outcome.errors.contains("Jane"))
    }

    @Test(arguments: [
        ("streams: {matches: {feilds: {}}}", "line 1, column 21"),
        ("streams:\n  matches:\n    fields: {ts: /ts, account_id: uid, audience_id: /a}", "line 3, column 35"),
        ("streams:\n  matches: absent", "line 2, column 12"),
        ("streams:\n  matches:\n    fields: {ts: /ts, account_id: /a/*/x, audience_id: /b/*/y}", "line 3, column 56"),
        (
            "streams:\n  matches:\n    fields: {ts: {from: /t, time: '%Y-%m-%d'}, account_id: /a, audience_id: /b}",
            "zone"
        ),
        ("streams:\n  matches:\n    fields: {ts: /ts, account_id: /a}", "needs the field 'audience_id'"),
        ("streams: &a\n  matches: {files: [*a, *a, *a]}", "line 1, column 10"),
    ])
    func whatIsWrongIsToldWithItsPlace(_ mapping: String, _ words: String) throws {
        let workspace = try Workspace.example()
        try workspace.write("mapping.yaml", mapping)
        let outcome = try workspace.replay("--mapping", workspace.path("mapping.yaml"))
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    /// Diagnostics, and damage of the two layouts that have a frame of their own.
    @Test func missesAreCounted() throws {
        let workspace = try MappingTests.mixed()
        let outcome = try workspace.replayJSON(
            "--set", "streams.identifiers.fields.purpose.map={2FA: essential.service.security.two_factor}",
            "--set", "streams.identifiers.fields.purpose.unmapped=keep",
            "--set", "streams.impressions.fields.country=/geo/country")
        let warnings = try outcome.result().warnings
        #expect(warnings.contains { $0.contains("impressions.country") && $0.contains("'/geo/country' never matched") })
        #expect(warnings.contains { $0.contains("no entry for 1 values, such as 'ADS'") }, "\(warnings)")
    }

    @Test func cutOffTablesAndArraysAreIncomplete() throws {
        let workspace = try Workspace.example()
        let lines = Example.match(of: "42").dropLast()
        try workspace.write("logs/matches/part-1.json", "[\(lines),\n\(lines)")
        try workspace.write("logs/matches/part-2.json", "[\(lines)]\n")
        let arguments = [
            "--set", "streams.matches=[{files: matches/*.jsonl}, {files: matches/*.json, format: json}]",
        ]
        let outcome = try Program.run(workspace.arguments(["--format", "json"] + arguments))
        #expect(outcome.status == 3)
        let result = try outcome.result()
        #expect(result.incomplete.map(\.file) == ["matches/part-1.json"])
        #expect(result.streams["matches"]?.lines == 5)
    }
}
