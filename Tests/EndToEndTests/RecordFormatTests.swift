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
        var random = SplitMix64(seed: 1)
        try workspace.write("matches.gz", Container.gzip.wrap(RecordFormatTests.file().bytes, using: &random))
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
        #expect(outcome.errors.contains("none of jsonl, json, csv, tsv, avro"))
    }
}
