import Foundation
import RetraceCore
import RetraceIngest
import RetraceScenario
import RetraceStatistics
import RetraceTestSupport
import Testing
@testable import RetraceWorkflow

/// A run in pieces gives the bytes of a run on one machine.
@Suite struct ClusterTests {
    private func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "retrace-cluster-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private func run(_ seed: UInt64, bits: Int, _ folder: URL) throws -> (ClusterRun, ReplayReport) {
        let logs = RandomLogSet.make(seed: seed)
        let root = try LogRootBuilder(seed: seed).write(logs)
        let moved = folder.appendingPathComponent("logs")
        try FileManager.default.copyItem(at: root.directory, to: moved)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        let policy = try PolicyFile.read(root.policy.path)
        let run = try ClusterRun(
            root: moved.appendingPathComponent(root.root.lastPathComponent).path, policy: policy,
            cutoff: Cutoff(instant: logs.cutoff), partitionBits: bits, folder: folder)
        return (run, try Engine.report(root, logs, threads: 2))
    }

    @Test(arguments: UInt64(0)..<42)
    func randomLogsGiveTheSameBytes(seed: UInt64) throws {
        try withFolder { folder in
            var (run, expected) = try run(seed, bits: Int(seed % 4), folder)
            run.mappers = min(1 + Int(seed % 3), run.files.count)
            run.partsEach = 1 + Int(seed % 5)
            run.isJoined = seed % 7 < 3
            if seed % 2 == 0 { run.plan = Engine.cramped }
            let report = try run.result(try run.all())
            #expect(try ResultEncoder.encode(report.result) == ResultEncoder.encode(expected.result), "seed \(seed)")
            #expect(report.rejections == expected.rejections)
        }
    }

    @Test(arguments: ScenarioName.allCases, [false, true])
    func scenariosGiveTheSameBytes(name: ScenarioName, untidy: Bool) throws {
        try withFolder { folder in
            let made = folder.appendingPathComponent("made")
            _ = try ScenarioGenerator(ScenarioOptions(scenario: name, accounts: 800, untidy: untidy)).write(
                to: made, replaces: false)
            let policy = try PolicyFile.read(made.appendingPathComponent("policy.yaml").path)
            let cutoff = Cutoff(instant: try #require(Timestamp.parse(Array("2019-09-17T00:00:00Z".utf8))))
            let root = made.appendingPathComponent("logs").path
            var run = try ClusterRun(root: root, policy: policy, cutoff: cutoff, partitionBits: 2, folder: folder)
            run.mappers = 3
            let expected = try Reconstruction(run.options, cancellation: Cancellation()).run()
            let report = try run.result(try run.all())
            #expect(try ResultEncoder.encode(report.result) == ResultEncoder.encode(expected.result))
        }
    }

    @Test func missingAndRepeatedPiecesAreRefused() throws {
        try withFolder { folder in
            let (run, expected) = try run(3, bits: 1, folder)
            let whole = try ResultEncoder.encode(expected.result)
            let pieces = try run.all()
            for position in pieces.indices {
                var missing = pieces
                missing.remove(at: position)
                // Only a piece that found nothing can go missing unseen.
                let result = try? run.result(missing).result
                #expect(try result == nil || ResultEncoder.encode(result!) == whole, "without \(position)")
                #expect(position > 1 || result == nil)
                #expect(throws: RetraceError.self, "twice \(position)") { try run.result(pieces + [pieces[position]]) }
            }
            let maps = (0..<run.mappers).map { run.path("map-identities-\($0)") }
            let known = [run.path("known-1")]
            #expect(throws: RetraceError.self) {
                try run.reduce(.identities, from: maps + [maps[0]], knowing: known)
            }
            let stream = try Data(contentsOf: URL(fileURLWithPath: maps[0]))
            try stream.dropLast(1).write(to: URL(fileURLWithPath: maps[0]))
            let error = #expect(throws: RetraceError.self) {
                try run.reduce(.identities, from: maps, knowing: known)
            }
            #expect(error?.kind == .inputOutput)
        }
    }

    @Test(arguments: UInt64(0)..<12)
    func blocksWithoutTheirStreamsGiveTheSameBytes(seed: UInt64) throws {
        try withFolder { folder in
            var (run, expected) = try run(seed, bits: Int(seed % 4), folder)
            run.mappers = min(1 + Int(seed % 3), run.files.count)
            if seed % 2 == 0 { run.plan = Engine.cramped }
            let report = try run.result(try run.allShuffled(seed: seed))
            #expect(try ResultEncoder.encode(report.result) == ResultEncoder.encode(expected.result), "seed \(seed)")
        }
    }

    /// Bytes that were lost or added on the way, wherever, are nothing to map from.
    @Test func filesThatDontComeWholeAreRefused() throws {
        try withFolder { folder in
            let (run, _) = try run(3, bits: 0, folder)
            let files = run.files.enumerated().filter { ClusterStage.identities.streams.contains($0.element.stream) }
                .map { (number: $0.offset, file: $0.element) }
            let joined = try run.join(files.map(\.file))
            let whole = try Data(contentsOf: URL(fileURLWithPath: joined))
            let cuts = (0..<20).map { whole.prefix(whole.count * $0 / 20) }
            for (number, bytes) in (cuts + [whole.dropLast(), whole + [10], whole]).enumerated() {
                try bytes.write(to: URL(fileURLWithPath: joined))
                let piece = try run.piece(files, contents: joined)
                let output = run.path("out")
                guard bytes != whole else { return try piece.map(.identities, to: output) }
                let error = #expect(throws: RetraceError.self, "\(number)") { try piece.map(.identities, to: output) }
                #expect(error?.kind == .inputOutput)
                #expect(!FileManager.default.fileExists(atPath: output))
            }
        }
    }

    /// Whoever waits for a piece can see that it gets on.
    @Test func everyStageMakesProgress() throws {
        try withFolder { folder in
            let (run, _) = try run(3, bits: 0, folder)
            let map = try run.piece(run.files.enumerated().map { ($0.offset, $0.element) })
            try map.map(.identities, to: run.path("map"))
            #expect(map.progress.bytesRead > 0 && map.progress.blocksMoved > 0)
            let reduce = try run.piece(knowing: [run.path("map")])
            let known = reduce.progress.blocksMoved
            #expect(known > 0)
            try reduce.reduce(.identities, parts: [0], from: [run.path("map")], to: run.path("reduce"))
            #expect(reduce.progress.blocksMoved > known && reduce.progress.partitionsReplayed > 0)
        }
    }

    /// Pairs asked of uploads go to every mapper: more of them than it has memory for are refused, and not tried.
    @Test func tooManyRequestsAreRefused() throws {
        try withFolder { folder in
            var (run, _) = try run(3, bits: 0, folder)
            run.options.memoryBytes = ClusterPiece.uploadRequestBytes(1000) - 1
            let files = run.files.enumerated().map { (number: $0.offset, file: $0.element) }
            func map(_ count: Int) throws {
                let piece = try run.piece(files)
                piece.known.requests = (0..<count).map {
                    UploadRequest(audienceHash: UInt64($0), identifier: IdentifierKey(1), partition: 0)
                }
                try piece.map(.uploads, to: run.path("out"))
            }
            try map(900)
            let error = #expect(throws: RetraceError.self) { try map(1000) }
            #expect(error?.kind == .usage)
        }
    }

    @Test func blocksThatLackOrComeTwiceAreRefused() throws {
        try withFolder { folder in
            let (run, _) = try run(3, bits: 0, folder)
            var generator = SplitMix64(seed: 1)
            let shuffle = try BlockShuffle(run.map(.identities, knowing: []))
            let known = try run.learn(shuffle, [], "known")
            let blocks = shuffle.blocks(of: 0, kinds: [.identities], using: &generator)
            func reduce(_ blocks: [Data], knowing streams: [String]) throws {
                try run.reduce(.identities, part: 0, blocks, knowing: streams, to: run.path("out"))
            }
            try reduce(blocks, knowing: [known])
            let cut: [Data] = Array(blocks.dropLast()) + [Data(blocks[blocks.count - 1].dropLast())]
            for wrong: [Data] in [Array(blocks.dropFirst()), blocks + [blocks[0]], cut] {
                let error = #expect(throws: RetraceError.self) { try reduce(wrong, knowing: [known]) }
                #expect(error?.kind == .inputOutput)
            }
            #expect(throws: RetraceError.self) { try reduce(blocks, knowing: []) }
            // What is beside the records must be there in full, and of the records all or none.
            for position in BlockShuffle.blocks(shuffle.sides[0]).indices {
                var side = BlockShuffle.blocks(shuffle.sides[0])
                side.remove(at: position)
                try Data(side.joined()).write(to: URL(fileURLWithPath: run.path("side")))
                #expect(throws: RetraceError.self, "\(position)") { try run.merge([run.path("side")], "merged") }
            }
        }
    }

    @Test(arguments: UInt64(0)..<2)
    func estimatesRestOnWhatPiecesSaw(seed: UInt64) throws {
        try withFolder { folder in
            let logs = try SplitLogs(seed: seed)
            try logs.lose([3, 9, 17], of: seed % 2 == 0 ? .matches : .impressions)
            var options = logs.options()
            options.sampling[.disclosures] = .event(rate: 0.5)
            let expected = try Reconstruction(options, cancellation: Cancellation()).run().result
            let estimates = try #require(expected.estimates?.accounts.before)
            #expect(estimates[seed == 0 ? "matched" : "reached"]?.lower.point != nil)
            let run = try ClusterRun(options, partitionBits: 1, folder: folder)
            for isShuffled in [false, true] {
                let pieces = isShuffled ? try run.allShuffled(seed: seed) : try run.all()
                #expect(try ResultEncoder.encode(run.result(pieces).result) == ResultEncoder.encode(expected))
            }
        }
    }

    @Test(arguments: UInt64(0)..<8)
    func evidenceFromPiecesIsTheSame(seed: UInt64) throws {
        try withFolder { folder in
            var (run, _) = try run(seed, bits: Int(seed % 3), folder)
            run.mappers = min(2, run.files.count)
            run.job.caseSource = ClusterJob.CaseSource(logRoot: "", timeZone: "UTC", policy: "")
            if seed % 2 == 0 { run.plan = Engine.cramped }
            let whole = EvidenceLog()
            let expected = try Reconstruction(run.options, cancellation: Cancellation(), sink: whole).run()
            for isShuffled in [false, true] {
                let pieces = isShuffled ? try run.allShuffled(seed: seed) : try run.all()
                let last = try run.piece(knowing: pieces)
                #expect(try ResultEncoder.encode(last.result().result) == ResultEncoder.encode(expected.result))
                let log = EvidenceLog()
                let streams = (0..<run.job.identity.partCount).map { run.path("reduce-exposures-\($0)") }
                    .filter(FileManager.default.fileExists)
                try last.handEvidence(from: streams, to: log)
                #expect(log.accounts == whole.accounts, "seed \(seed), shuffled \(isShuffled)")
                if whole.accounts.isEmpty { continue }
                #expect(throws: RetraceError.self) { try last.handEvidence(from: [], to: log) }
                #expect(throws: RetraceError.self) { try last.handEvidence(from: streams + streams, to: log) }
            }
        }
    }
}
