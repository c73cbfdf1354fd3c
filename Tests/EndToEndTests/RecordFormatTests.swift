import Foundation
import RetraceTestSupport
import Testing

/// Logs in binary records: what commands make of them.
@Suite struct RecordFormatTests {
    private static let mapping = """
        streams:
          matches:
            files: matches/**
            format: avro
            fields: {ts: {from: /at, time: unix_s}, account_id: /user, audience_id: /list, id_hash: /sha256}

        """

    /// The example with its matches as an Avro file, and the mapping for it.
    private static func example() throws -> Workspace {
        let workspace = try Workspace.example()
        try workspace.remove("logs/matches")
        try workspace.write("logs/matches/part-0.avro", file().bytes)
        try workspace.write("logs/retrace.yaml", mapping)
        return workspace
    }

    private static func file(_ codec: AvroFile.Codec = .null) throws -> AvroFile {
        var file = AvroFile(
            schema: """
                {"type": "record", "name": "Match", "fields": [
                    {"name": "at", "type": "long"}, {"name": "user", "type": ["long", "string"]},
                    {"name": "list", "type": "string"}, {"name": "sha256", "type": "bytes"}]}
                """, codec: codec)
        for (at, hash) in [
            (1_560_211_200, Example.phone), (1_561_075_200, Example.email), (1_569_888_000, Example.phone),
        ] {
            try file.add([
                .record([
                    .integer(Int64(at)), .branch(0, .integer(42)), .text("A17"),
                    .bytes(ForeignLogs.bytes(ofHexadecimal: hash)),
                ])
            ])
        }
        return file
    }

    /// What tests write is read by Apache's library too, which knows no Zstandard.
    @Test(arguments: [AvroFile.Codec.null, .deflate, .snappy])
    func othersReadTheFilesOfTheTests(codec: AvroFile.Codec) throws {
        let workspace = try Workspace()
        try workspace.write("a.avro", RecordFormatTests.file(codec).bytes)
        let outcome = try Program.shell("avrocat '\(workspace.path("a.avro"))'")
        #expect(outcome.text.split(separator: "\n").count == 3, "\(outcome.errors)")
        #expect(outcome.text.contains(#""at": 1560211200, "user": {"long": 42}, "list": "A17""#), "\(outcome.text)")
    }

    @Test func avroFilesGiveTheNumbersOfTheExample() throws {
        let expected = try Workspace.example().replayJSON().result()
        let outcome = try RecordFormatTests.example().replayJSON("--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try outcome.result()
        #expect(result.counts == expected.counts && result.breakdowns == expected.breakdowns)
    }

    /// A line of such a file is a record: that is what a case tells.
    @Test func placesAreNumbersOfRecords() throws {
        let workspace = try RecordFormatTests.example()
        #expect(try workspace.replayJSON("--case", workspace.path("c.retrace"), "--quiet").status == 0)
        let outcome = try Program.run(["explain", "42", "--case", workspace.path("c.retrace")])
        for record in 1...3 { #expect(outcome.text.contains("matches/part-0.avro:\(record)\n")) }
        let checked = try Program.run([
            "explain", "42", "--case", workspace.path("c.retrace"), "--logs", workspace.path("logs"),
        ])
        #expect(checked.status == 0, "\(checked.errors)")
    }

    @Test func cutOffFilesAreNamed() throws {
        let workspace = try RecordFormatTests.example()
        try workspace.write("logs/matches/part-0.avro", RecordFormatTests.file().bytes.dropLast(3))
        let outcome = try workspace.replayJSON("--quiet")
        #expect(outcome.status == 3)
        let result = try outcome.result()
        #expect(result.streams["matches"]?.lines == 2)
        #expect(outcome.text.contains("ends within an Avro block, after record 2: it was cut off"))
    }

    /// A pipe may carry such a file, and the file may be compressed once more.
    @Test func pipesOfAvroFiles() throws {
        let workspace = try RecordFormatTests.example()
        let expected = try workspace.replayJSON("--quiet").result()
        try workspace.write("matches.gz", Packed.gzip(RecordFormatTests.file().bytes))
        try workspace.remove("logs/matches")
        let outcome = try Program.shell(
            "'\(Program.path)' replay '\(workspace.path("logs"))' --stream matches=- --policy '\(workspace.path("policy.yaml"))' "
                + "--cutoff 2019-09-17 --format json --quiet < '\(workspace.path("matches.gz"))'")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try outcome.result().counts == expected.counts)
    }

    @Test func checkSaysWhereTheMappingLacksTheFormat() throws {
        let workspace = try RecordFormatTests.example()
        let arguments = ["check", workspace.path("logs"), "--policy", workspace.path("policy.yaml")]
        #expect(try Program.run(arguments).status == 0)
        let outcome = try Program.run(arguments + ["--set", "streams.matches.format=jsonl"])
        #expect(outcome.status == 65)
        #expect(outcome.text.contains("matches/part-0.avro is an Avro file"), "\(outcome.text)")
    }

    @Test func unknownFormatsAreNamed() throws {
        let workspace = try RecordFormatTests.example()
        let outcome = try workspace.replayJSON("--set", "streams.matches.format=parquet")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("none of jsonl, json, csv, tsv, avro, protobuf"))
    }

    /// The example with its matches as messages, and the mapping in a folder of its own, beside the descriptor set.
    private static func messages() throws -> Workspace {
        let workspace = try Workspace.example()
        try workspace.remove("logs/matches")
        let messages = [(1_560_211_200, Example.phone), (1_561_075_200, Example.email), (1_569_888_000, Example.phone)]
            .map { at, hash in
                WireMessage().varint(1, at).varint(2, 42).text(3, "A17")
                    .bytes(4, ForeignLogs.bytes(ofHexadecimal: hash))
            }
        try workspace.write("logs/matches/part-0", messages.flatMap(\.delimited))
        try workspace.write(
            "own/a.proto",
            "syntax = \"proto3\"; message Match { int64 at = 1; uint64 user = 2; string list = 3; bytes sha256 = 4; }")
        let compiled = try Program.shell("cd '\(workspace.path("own"))' && protoc --descriptor_set_out=a.desc a.proto")
        #expect(compiled.status == 0, "\(compiled.errors)")
        try workspace.write(
            "own/mapping.yaml",
            mapping.replacing("format: avro", with: "format: protobuf\n    descriptor_set: a.desc\n    message: Match"))
        return workspace
    }

    @Test func messagesGiveTheNumbersOfTheExample() throws {
        let workspace = try RecordFormatTests.messages()
        let expected = try Workspace.example().replayJSON().result()
        let options = ["--mapping", workspace.path("own/mapping.yaml")]
        let outcome = try workspace.replayJSON("--quiet", options[0], options[1])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try outcome.result()
        #expect(result.counts == expected.counts && result.breakdowns == expected.breakdowns)
        let wrong = try workspace.replayJSON(
            "--quiet", options[0], options[1], "--set", "streams.matches.message=Other")
        #expect(wrong.status == 65 && wrong.errors.contains("no message type 'Other': 'a.desc' has Match"))
        let missing = try workspace.replayJSON(
            "--quiet", options[0], options[1], "--set", "streams.matches.descriptor_set=b.desc")
        #expect(missing.status == 66 && missing.errors.contains("own/b.desc"), "\(missing.errors)")
        try workspace.write("own/a.desc", "nothing of the kind")
        let damaged = try workspace.replayJSON("--quiet", options[0], options[1])
        #expect(damaged.status == 65 && damaged.errors.contains("protoc --include_imports"), "\(damaged.errors)")
    }

    @Test(arguments: [
        ("streams.matches.format=avro", "go with format: protobuf"), ("streams.matches.message=", "is not a text"),
    ]) func keysOfMessagesAreChecked(assignment: String, words: String) throws {
        let workspace = try RecordFormatTests.messages()
        let outcome = try workspace.replayJSON("--mapping", workspace.path("own/mapping.yaml"), "--set", assignment)
        #expect(outcome.status == 65 && outcome.errors.contains(words), "\(outcome.errors)")
    }

    /// A piece of a run needs neither the mapping nor the descriptor set: the job holds both.
    @Test func jobsHoldTheDescriptors() throws {
        let workspace = try RecordFormatTests.messages()
        let expected = try workspace.replayJSON("--quiet", "--mapping", workspace.path("own/mapping.yaml"))
        let plan = try Program.run([
            "plan", workspace.path("logs"), "--policy", workspace.path("policy.yaml"), "--cutoff", "2019-09-17",
            "--mapping", workspace.path("own/mapping.yaml"), "--output", workspace.path("job"),
        ])
        #expect(plan.status == 0, "\(plan.errors)")
        try workspace.remove("own")
        func run(_ command: String, _ name: String, _ options: [String], _ inputs: [String]) throws -> Data {
            let output = name == "-" ? name : workspace.path(name)
            let outcome = try Program.run(
                [command, "--job", workspace.path("job/job.json")] + options + ["--output", output]
                    + inputs.map(workspace.path))
            #expect(outcome.status == 0, "\(command): \(outcome.errors)")
            return outcome.output
        }
        func piece(_ command: String, _ stage: String, _ name: String, known: String?, _ inputs: [String] = []) throws {
            let files = command == "map" ? ["--files-from", workspace.path("job/files.jsonl")] : []
            let knowing = known.map { ["--known", workspace.path($0)] } ?? []
            _ = try run(command, name, ["--stage", stage] + files + knowing, inputs)
        }
        try piece("map", "identities", "m1", known: nil)
        _ = try run("merge", "k1", [], ["m1"])
        try piece("reduce", "identities", "r1", known: "k1", ["m1"])
        _ = try run("merge", "k2", [], ["k1", "r1"])
        try piece("map", "uploads", "m2", known: "k2")
        try piece("reduce", "uploads", "r2", known: "k2", ["r1", "m2"])
        _ = try run("merge", "k3", [], ["k2", "m2", "r2"])
        try piece("map", "exposures", "m3", known: "k3")
        try piece("reduce", "exposures", "r3", known: "k3", ["r1", "r2", "m3"])
        try piece("reduce", "persons", "r4", known: nil, ["r3"])
        #expect(try run("merge", "-", ["--result"], ["k3", "m3", "r3", "r4"]) == expected.output)
    }
}
