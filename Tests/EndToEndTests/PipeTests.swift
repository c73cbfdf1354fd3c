import Foundation
import RetraceStatistics
import Testing

/// Streams that come by standard input and pipes: counted as from files.
@Suite struct PipeTests {
    /// What a shell makes of a script, in which `retrace` is the program and the working directory is the workspace.
    private func shell(_ workspace: Workspace, _ script: String) throws -> Program.Outcome {
        try Program.shell("cd '\(workspace.folder.path)'; \(script)")
    }

    private static let replay = "retrace replay --policy policy.yaml --cutoff 2019-09-17 --format json --quiet"

    /// The result but for what tells of files.
    private func comparable(_ outcome: Program.Outcome) throws -> ReplayResult {
        var result = try outcome.result()
        for key in result.streams.keys { result.streams[key]?.files = 0 }
        return result
    }

    @Test(arguments: ["cat", "gzip -c", "zstd -qc", "lz4 -qc"])
    func standardInputGoesInPlaceOfTheRootsStream(packing: String) throws {
        let workspace = try Workspace.example()
        let expected = try comparable(workspace.replayJSON())
        let outcome = try shell(
            workspace,
            "\(packing) logs/matches/part-0.jsonl | \(PipeTests.replay) logs --stream matches=- --threads 1")
        #expect(outcome.status == 0, "\(outcome.errors)")
        var result = try comparable(outcome)
        #expect((result.streams["matches"]?.bytesCompressed ?? 0) > 0)
        result.streams["matches"]?.bytesCompressed = expected.streams["matches"]?.bytesCompressed ?? 0
        #expect(result == expected)
    }

    @Test func everyStreamMayComeByAPipe() throws {
        let workspace = try Workspace.example()
        let expected = try comparable(workspace.replayJSON())
        let outcome = try shell(
            workspace,
            """
            mkfifo identifiers matches impressions
            (sleep 0.2; cat logs/identifiers/* > identifiers) & zstd -qc logs/matches/* > matches &
            cat logs/impressions/* > impressions &
            cat logs/audiences/* | \(PipeTests.replay) --stream identifiers=identifiers --stream matches=matches \
            --stream impressions=impressions --stream audiences=- --threads 2
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        var result = try comparable(outcome)
        result.streams["matches"]?.bytesCompressed = expected.streams["matches"]?.bytesCompressed ?? 0
        #expect(result == expected)
    }

    /// One pipe, told apart by a mapping: every stream needs all of it.
    @Test func severalStreamsMayShareAPipe() throws {
        let workspace = try Workspace.example()
        let expected = try workspace.replayJSON().result()
        try workspace.write(
            "mapping.yaml",
            "streams:\n"
                + ["identifiers", "audiences", "matches", "impressions"].map {
                    "  \($0): {where: {/stream: \($0)}}\n"
                }.joined())
        let outcome = try shell(
            workspace,
            """
            for stream in identifiers audiences matches impressions; do
              sed "s/^{/{\\"stream\\":\\"$stream\\",/" logs/$stream/*
            done | \(PipeTests.replay) --mapping mapping.yaml --stream identifiers,audiences,matches,impressions=-
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try outcome.result()
        #expect(result.counts == expected.counts && result.breakdowns == expected.breakdowns)
        #expect(result.streams.mapValues(\.lines) == expected.streams.mapValues(\.lines))
        #expect(result.streams.mapValues(\.rejected) == expected.streams.mapValues(\.rejected))
    }

    @Test func casesAndManifestsHoldWhatCame() throws {
        let workspace = try Workspace.example()
        let made = try shell(
            workspace, "cat logs/matches/* | retrace manifest logs --stream matches=- --output manifest.yaml")
        #expect(made.status == 0, "\(made.errors)")
        let hash = try shell(workspace, "sha256sum < logs/matches/part-0.jsonl").text.prefix(64)
        #expect(try workspace.text("manifest.yaml").contains("\"matches=-\", lines: 3, bytes: "))
        #expect(try workspace.text("manifest.yaml").contains("sha256: \(hash)}"))
        let replay = "\(PipeTests.replay) logs --stream matches=- --manifest manifest.yaml"
        #expect(try shell(workspace, "cat logs/matches/* | \(replay) --case case").status == 0)
        let stored = try shell(workspace, "sqlite3 case \"SELECT size, sha256 FROM inputs WHERE stream = 'matches'\"")
        let bytes = try workspace.text("logs/matches/part-0.jsonl").utf8.count
        #expect(stored.text == "\(bytes)|\(hash)\n", "\(stored.errors)")
        let changed = try shell(workspace, "(cat logs/matches/*; echo) | \(replay)")
        #expect(changed.status == 3)
        #expect(try changed.result().incomplete.first?.file == "matches=-")
        let explained = try Program.run(
            ["explain", "42", "--case", workspace.path("case"), "--logs", workspace.path("logs")])
        #expect(explained.status == 64 && explained.errors.contains("matches=-"))
        #expect(try Program.run(["explain", "42", "--case", workspace.path("case")]).status == 0)
    }

    /// Lines of one event whose hashes begin alike are put in order by whole hashes, for which files may be read a second time.
    @Test func nothingHasToBeReadTwice() throws {
        let workspace = try Workspace.example()
        let start = String(repeating: "1a", count: 30)
        let lines = ["1a1a", "00ff"].map { end in
            Example.match(of: "42", hash: start + end).replacing("{", with: "{\"event_id\":\"e\",")
        }
        try workspace.write("logs/matches/part-1.jsonl", lines.joined())
        let expected = try workspace.replayJSON().result()
        #expect(expected.streams["matches"]?.duplicates == 1)
        let outcome = try shell(workspace, "cat logs/matches/* | \(PipeTests.replay) logs --stream matches=-")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try outcome.result()
        #expect(result.counts == expected.counts && result.verdicts == expected.verdicts)
        #expect(result.streams["matches"]?.duplicates == 1 && result.streams["matches"]?.lines == 5)
    }

    @Test func damageIsNamed() throws {
        let workspace = try Workspace.example()
        try workspace.write("cut", Packed.zstandard(Example.match(of: "43")).dropLast(1))
        let outcome = try shell(workspace, "cat cut | \(PipeTests.replay) logs --stream matches=-")
        #expect(outcome.status == 3)
        #expect(try outcome.result().incomplete.map(\.file) == ["matches=-"])
        #expect(try outcome.result().streams["matches"]?.lines == 1)
    }

    @Test(arguments: [
        ("--stream matches=nowhere", 66, "nowhere"), ("--stream matches=logs", 66, "folder"),
        ("--stream matches=", 64, "matches="), ("--stream match=-", 64, "match=-"),
        ("--stream matches=- --stream matches=-", 64, "twice"),
        ("--stream matches=- --work-dir . --resume", 64, "--resume"),
        ("--stream uploads=- --mapping mapping.yaml", 65, "uploads"),
        ("--stream matches=- --mapping mapping.yaml", 65, "different files"),
    ])
    func whatCannotBeIsTold(options: String, status: Int32, words: String) throws {
        let workspace = try Workspace.example()
        try workspace.write(
            "mapping.yaml", "streams: {uploads: absent, matches: [{files: 'matches/*'}, {files: 'more/*'}]}\n")
        let outcome = try shell(workspace, "cat logs/matches/* | \(PipeTests.replay) logs \(options)")
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test func withoutARootEveryStreamMustBeGiven() throws {
        let workspace = try Workspace.example()
        let outcome = try shell(workspace, "cat logs/matches/* | \(PipeTests.replay) --stream matches=-")
        #expect(outcome.status == 66 && outcome.errors.contains("--stream identifiers=PATH"), "\(outcome.errors)")
        try workspace.write("mapping.yaml", "streams: {identifiers: {files: 'ids/*'}}\n")
        let mapped = try shell(
            workspace, "cat logs/matches/* | \(PipeTests.replay) --stream matches=- --mapping mapping.yaml")
        #expect(mapped.status == 66 && mapped.errors.contains("below a log root"), "\(mapped.errors)")
        #expect(try Program.run(["replay", "--policy", "p", "--cutoff", "2019-09-17"]).status == 64)
    }

    /// Nobody ever writes to the pipe: the run waits until it is told to stop.
    @Test func aRunThatWaitsForAPipeCanBeStopped() throws {
        let workspace = try Workspace.example()
        #expect(mkfifo(workspace.path("fifo"), 0o600) == 0)
        let running = try Program.start(workspace.arguments(["--stream", "matches=\(workspace.path("fifo"))"]))
        // The program can be stopped in order once it has opened the pipe: then, and not before, opening it to write succeeds.
        var writer: Int32 = -1
        while writer < 0 && running.isRunning {
            writer = open(workspace.path("fifo"), O_WRONLY | O_NONBLOCK)
            if writer < 0 { usleep(10_000) }
        }
        #expect(writer >= 0)
        kill(running.identifier, SIGINT)
        let outcome = try running.finish()
        close(writer)
        #expect(outcome.status == 130, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }
}
