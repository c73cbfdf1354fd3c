import Foundation
import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import Testing

/// A run in pieces, as docs/cluster.md has it, gives the bytes of `retrace replay`.
@Suite struct ClusterTests {
    /// The pieces of one run, in a folder.
    private struct Pieces {
        let folder: URL
        let tasks: Int

        func path(_ name: String) -> String { folder.appending(path: name).path }

        @discardableResult
        func run(_ command: String, _ arguments: [String], expecting status: Int32 = 0) throws -> Program.Outcome {
            let outcome = try Program.run([command, "--job", path("job.json")] + arguments)
            #expect(outcome.status == status, "\(command) \(arguments): \(outcome.errors)")
            return outcome
        }

        /// Runs all tasks of a line; returns what they wrote.
        func all(_ command: String, _ stage: String, _ name: String, known: String? = nil, _ more: [String]) throws
            -> [String]
        {
            try (0..<tasks).map { task in
                let output = path("\(name)-\(task)")
                let knowing = known.map { ["--known", path($0)] } ?? []
                try run(
                    command,
                    ["--stage", stage, "--task", "\(task)", "--tasks", "\(tasks)"] + knowing + ["--output", output]
                        + more)
                return output
            }
        }

        func merge(_ name: String, _ streams: [String]) throws {
            try run("merge", ["--output", path(name)] + streams)
        }

        /// Everything up to the last merge; returns the streams that it takes.
        func throughPersons() throws -> [String] {
            let list = ["--files-from", path("files.jsonl")]
            let m1 = try all("map", "identities", "m1", list)
            try merge("known-1", m1)
            let r1 = try all("reduce", "identities", "r1", known: "known-1", m1)
            try merge("known-2", [path("known-1")] + r1)
            let m2 = try all("map", "uploads", "m2", known: "known-2", list)
            let r2 = try all("reduce", "uploads", "r2", known: "known-2", r1 + m2)
            try merge("known-3", [path("known-2")] + m2 + r2)
            let m3 = try all("map", "exposures", "m3", known: "known-3", list)
            let r3 = try all("reduce", "exposures", "r3", known: "known-3", r1 + r2 + m3)
            let r4 = try all("reduce", "persons", "r4", r3)
            return [path("known-3")] + m3 + r3 + r4
        }
    }

    private func withPieces(seed: UInt64, tasks: Int, _ body: (Pieces, Data) throws -> Void) throws {
        let logs = RandomLogSet.make(seed: seed)
        let root = try LogRootBuilder(seed: seed).write(logs)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        let what = [root.root.path, "--policy", root.policy.path, "--cutoff", logs.cutoff.rfc3339]
        try withPieces(of: what, in: root.directory.appending(path: "run"), tasks: tasks, body)
    }

    private func withPieces(
        of what: [String], in folder: URL, tasks: Int, expecting status: Int32 = 0,
        _ body: (Pieces, Data) throws -> Void
    ) throws {
        let whole = try Program.run(["replay"] + what + ["--format", "json"])
        #expect(whole.status == status, "\(whole.errors)")
        let pieces = Pieces(folder: folder, tasks: tasks)
        let plan = try Program.run(["plan"] + what + ["--parts", "4", "--evidence", "--output", pieces.folder.path])
        #expect(plan.status == 0, "\(plan.errors)")
        try body(pieces, whole.output)
    }

    @Test(arguments: [1, 3, 9]) func piecesGiveTheSameBytes(tasks: Int) throws {
        try withPieces(seed: UInt64(tasks), tasks: tasks) { pieces, whole in
            let streams = try pieces.throughPersons()
            try pieces.run("merge", ["--result", "--output", pieces.path("result.json")] + streams)
            let result = try Data(contentsOf: URL(fileURLWithPath: pieces.path("result.json")))
            #expect(result == whole)
            #expect(try pieces.run("merge", ["--result", "--output", "-"] + streams).output == whole)
        }
    }

    @Test func whatIsMissingTwiceOrCutShortIsRefused() throws {
        try withPieces(seed: 2, tasks: 2) { pieces, _ in
            let streams = try pieces.throughPersons()
            let output = ["--result", "--output", pieces.path("result.json")]
            for position in streams.indices {
                var some = streams
                some.remove(at: position)
                // Only a piece that found nothing can go missing unseen.
                if position < 3 { try pieces.run("merge", output + some, expecting: 65) }
                try pieces.run("merge", output + streams + [streams[position]], expecting: 65)
            }
            let url = URL(fileURLWithPath: streams[1])
            try Data(contentsOf: url).dropLast(1).write(to: url)
            let cut = try pieces.run("merge", output + streams, expecting: 74)
            #expect(cut.errors.contains(streams[1]))
            #expect(!FileManager.default.fileExists(atPath: pieces.path("result.json")))
        }
    }

    @Test func wrongUseIsSaid() throws {
        try withPieces(seed: 4, tasks: 1) { pieces, _ in
            let list = ["--files-from", pieces.path("files.jsonl"), "--output", pieces.path("out")]
            try pieces.run("map", ["--stage", "persons"] + list, expecting: 64)
            try pieces.run("map", ["--stage", "identities", "--task", "2", "--tasks", "2"] + list, expecting: 64)
            try pieces.run("map", ["--stage", "identities", "--tasks", "2", "--contents", "-"] + list, expecting: 64)
            try pieces.run("reduce", ["--stage", "persons", "--output", pieces.path("out"), "/no/such"], expecting: 66)
            try pieces.run(
                "merge", ["--output", pieces.path("out"), pieces.path("job.json")], expecting: 65)
        }
    }

    /// Files of which a piece is handed the bytes, one of them damaged, are read as those of one process are: by name, up to
    /// the damage, and each from its own start.
    @Test(arguments: ["1", "3"]) func filesMayComeByStandardInput(threads: String) throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/a-damaged", Packed.zstandard(Example.match(of: "43")).dropLast(2))
        try workspace.write("logs/matches/b.gz", Packed.gzip(Example.match(of: "44")))
        try workspace.write("logs/matches/c-empty", [])
        let what = [workspace.path("logs"), "--policy", workspace.path("policy.yaml"), "--cutoff", "2019-09-17"]
        try withPieces(of: what, in: workspace.folder.appending(path: "run"), tasks: 1, expecting: 3) { pieces, whole in
            let streams = try pieces.throughPersons()
            // The list has the files in the order of streams and names.
            for (stage, files, output) in [
                ("identities", "identifiers/* audiences/* matches/*", "m1-0"), ("exposures", "impressions/*", "m3-0"),
            ] {
                try FileManager.default.removeItem(atPath: pieces.path(output))
                let send = "cd \(workspace.path("logs")) && cat \(files)"
                let map =
                    "retrace map --job \(pieces.path("job.json")) --stage \(stage) --threads \(threads) --contents - "
                    + "--known \(pieces.path("known-3")) --files-from \(pieces.path("files.jsonl")) --output \(pieces.path(output))"
                let cut = try Program.shell("\(send) | head --bytes=-1 | \(map)")
                #expect(cut.status == 74 && cut.errors.contains("Standard input ends after"), "\(cut.errors)")
                let whole = try Program.shell("\(send) | \(map)")
                #expect(whole.status == 0, "\(whole.errors)")
            }
            let r1 = try pieces.all("reduce", "identities", "r1", known: "known-1", [pieces.path("m1-0")])
            _ = try pieces.all(
                "reduce", "exposures", "r3", known: "known-3", r1 + [pieces.path("r2-0"), pieces.path("m3-0")])
            let result = try pieces.run("merge", ["--result", "--output", "-"] + streams, expecting: 3)
            #expect(result.output == whole)
        }
    }

    /// A field that is nowhere and a value that no map knows are warned of, a file of other bytes is named, and counts of what
    /// was sampled are estimated: all of it as in one process.
    @Test func mappingManifestAndSamplingHoldForPieces() throws {
        let workspace = try MappingTests.mixed()
        let manifest = workspace.path("manifest.yaml")
        #expect(try Program.run(["manifest", workspace.path("logs"), "--output", manifest]).status == 0)
        let lines = try workspace.text("logs/events.jsonl")
        try workspace.write("logs/events.jsonl", lines.replacing("2FA", with: "2FB"))
        let what = [
            workspace.path("logs"), "--policy", workspace.path("policy.yaml"), "--cutoff", "2019-09-17", "--manifest",
            manifest, "--sampling", "impressions=event:0.5", "--set", "streams.matches.fields.event_id=/nowhere",
        ]
        for tasks in 1...2 {
            let folder = workspace.folder.appending(path: "run-\(tasks)")
            try withPieces(of: what, in: folder, tasks: tasks, expecting: 3) { pieces, whole in
                let streams = try pieces.throughPersons()
                let result = try pieces.run("merge", ["--result", "--output", "-"] + streams, expecting: 3)
                #expect(result.output == whole)
                let text = String(decoding: whole, as: UTF8.self)
                for words in ["never matched", "has no entry", "SHA-256 is another", "is a sample"] {
                    #expect(text.contains(words), "\(words)")
                }
                // Pieces of another mapping are of another run.
                let other = workspace.path("other")
                let plan = try Program.run(["plan"] + what.dropLast(2) + ["--parts", "4", "--output", other])
                #expect(plan.status == 0, "\(plan.errors)")
                let merge = ["merge", "--job", "\(other)/job.json", "--output", workspace.path("out")] + streams
                #expect(try Program.run(merge).status == 65)
            }
        }
    }

    /// Rows are numbered as they come, so that they are compared by what they say.
    @Test func caseFromPiecesHasTheSameRows() throws {
        let logs = RandomLogSet.make(seed: 7)
        let root = try LogRootBuilder(seed: 7).write(logs)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        let what = [root.root.path, "--policy", root.policy.path, "--cutoff", logs.cutoff.rfc3339]
        let whole = root.directory.appending(path: "whole.retrace").path
        #expect(try Program.run(["replay"] + what + ["--case", whole, "--quiet"]).status == 0)
        try withPieces(of: what, in: root.directory.appending(path: "run"), tasks: 2) { pieces, result in
            let merged = pieces.path("merged.retrace")
            let streams = try pieces.throughPersons()
            let outcome = try pieces.run("merge", ["--result", "--case", merged, "--output", "-"] + streams)
            #expect(outcome.output == result)
            let (left, right) = (try rows(whole), try rows(merged))
            #expect(left == right)
            #expect(left.utf8.count > 5000)
            try pieces.run("merge", ["--result", "--case", merged, "--output", "-"] + streams, expecting: 64)
        }
    }

    /// What a case says, row by row, without the numbers of rows.
    private func rows(_ path: String) throws -> String {
        let sources =
            "(SELECT group_concat(line) FROM (SELECT id_type || ' ' || purpose AS line FROM sources WHERE source_set = "
        let instants = ["first", "last"].flatMap { edge in
            CountKind.allCases.flatMap { ["a.\(edge)_\($0.name)_lower", "a.\(edge)_\($0.name)_upper"] }
        }.joined(separator: ", ")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "sqlite3", path,
            """
            SELECT * FROM inputs ORDER BY id;
            SELECT * FROM counts;
            SELECT * FROM policy ORDER BY prefix;
            SELECT * FROM document ORDER BY name;
            SELECT cutoff, log_root, time_zone, has_persons, policy, policy_sha256 FROM run;
            SELECT a.account, a.person, a.country, a.region, \(instants), (SELECT group_concat(line) FROM (SELECT dimension || ' ' || coalesce(t.text, '-') || ' '
                || c.id_type || ' ' || c.mask AS line FROM cell c LEFT JOIN text t ON t.id = c.text
                WHERE c.account = b.id ORDER BY 1)), b.events_omitted
                FROM accounts a JOIN account b USING (id) ORDER BY a.account;
            SELECT account, number, kind, ts, file, line, text, hash, id_type, removal, verdict, product, advertiser,
                country, decides, \(sources)e.source_set ORDER BY 1)) FROM events e ORDER BY account, number;
            SELECT s.account, s.audience, s.start, s.end, \(sources)s.lower_set ORDER BY 1)),
                \(sources)s.upper_set ORDER BY 1)) FROM spans s ORDER BY 1, 2, 3, 4;
            """,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
