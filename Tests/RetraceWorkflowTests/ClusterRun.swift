import Foundation
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceTestSupport
@testable import RetraceWorkflow

/// A whole run in pieces, each as a process of its own would do it.
struct ClusterRun {
    var job: ClusterJob
    let files: [LogFile]
    var options: ReplayOptions
    let folder: URL
    var plan: MemoryPlan? = nil
    /// How many pieces map files.
    var mappers = 2
    /// How many parts a piece reduces.
    var partsEach = 1
    /// Whether mappers are handed the bytes of their files one after the other.
    var isJoined = false

    init(root: String, policy: Policy, cutoff: Cutoff, partitionBits: Int, folder: URL) throws {
        try self.init(
            ReplayOptions(root: root, policy: policy, cutoff: cutoff, threads: 2, spillFolder: folder.path),
            partitionBits: partitionBits, folder: folder)
    }

    init(_ options: ReplayOptions, partitionBits: Int, folder: URL) throws {
        let found = try RetraceIngest.LogRoot(scanning: options.root)
        files = found.allFiles
        self.options = options
        job = try ClusterJob(build: "1", partitionBits: partitionBits, options: options, root: found)
        self.folder = folder
    }

    func piece(
        _ files: [(number: Int, file: LogFile)] = [], contents: String? = nil, knowing paths: [String] = []
    ) throws -> ClusterPiece {
        let piece = try ClusterPiece(
            job, build: "1", options: options, files: files, contents: contents, cancellation: Cancellation(),
            plan: plan)
        try piece.learn(from: paths)
        return piece
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// The streams of a stage's mappers.
    func map(_ stage: ClusterStage, knowing paths: [String]) throws -> [String] {
        try (0..<mappers).map { mapper in
            let own = files.enumerated().filter {
                $0.offset % mappers == mapper && stage.streams.contains($0.element.stream)
            }
            .map { (number: $0.offset, file: $0.element) }
            let contents = isJoined ? try join(own.map(\.file)) : nil
            let output = path("map-\(stage.rawValue)-\(mapper)")
            try piece(own, contents: contents, knowing: paths).map(stage, task: mapper, to: output)
            return output
        }
    }

    /// A file that holds those of all files.
    func join(_ files: [LogFile]) throws -> String {
        let bytes = try files.map { file in
            try Data(
                contentsOf: URL(fileURLWithPath: String(decoding: file.path.dropLast().map(UInt8.init), as: UTF8.self)))
        }
        try Data(bytes.joined()).write(to: URL(fileURLWithPath: path("joined")))
        return path("joined")
    }

    /// The streams of a stage's reducers.
    func reduce(_ stage: ClusterStage, from inputs: [String], knowing paths: [String]) throws -> [String] {
        let parts = Array(0..<job.identity.partCount)
        return try stride(from: 0, to: parts.count, by: partsEach).map { first in
            let own = Array(parts[first..<min(first + partsEach, parts.count)])
            let output = path("reduce-\(stage.rawValue)-\(first)")
            try piece(knowing: paths).reduce(stage, parts: own, from: inputs.reversed(), to: output)
            return output
        }
    }

    /// Merges streams into one.
    func merge(_ inputs: [String], _ name: String) throws -> String {
        try piece(knowing: inputs).merge(to: path(name))
        return path(name)
    }

    /// All pieces of the run, in order; what each stage leaves behind is to be merged.
    func all() throws -> [String] {
        let maps1 = try map(.identities, knowing: [])
        let known1 = try merge(maps1, "known-1")
        let reduced1 = try reduce(.identities, from: maps1, knowing: [known1])
        let known2 = try merge([known1] + reduced1, "known-2")
        let maps2 = try map(.uploads, knowing: [known2])
        let reduced2 = try reduce(.uploads, from: reduced1 + maps2, knowing: [known2])
        let known3 = try merge([known2] + maps2 + reduced2, "known-3")
        let maps3 = try map(.exposures, knowing: [known3])
        let reduced3 = try reduce(.exposures, from: reduced1 + reduced2 + maps3, knowing: [known3])
        let known4 = try merge(maps3 + reduced3, "known-4")
        let reduced4 = try reduce(.persons, from: reduced3, knowing: [])
        return [known4, known3] + reduced4
    }

    func result(_ pieces: [String]) throws -> ReplayReport { try piece(knowing: pieces).result() }

    // MARK: Through a shuffle

    /// Reduces every part that has records, from blocks without their streams; `shuffle` holds those of all earlier pieces.
    func reduce(
        _ stage: ClusterStage, from shuffle: BlockShuffle, knowing paths: [String],
        using generator: inout some RandomNumberGenerator
    ) throws -> [String] {
        try (0..<job.identity.partCount).compactMap { part in
            let kinds = stage.taken + (stage == .exposures ? [.evidence] : [])
            let blocks = shuffle.blocks(of: part, kinds: kinds, using: &generator)
            guard !blocks.isEmpty else { return nil }
            let output = path("reduce-\(stage.rawValue)-\(part)")
            try reduce(stage, part: part, blocks, knowing: paths, to: output)
            return output
        }
    }

    /// Reduces a part from blocks.
    func reduce(_ stage: ClusterStage, part: Int, _ blocks: [Data], knowing paths: [String], to output: String) throws {
        let input = path("blocks")
        try Data(blocks.joined()).write(to: URL(fileURLWithPath: input))
        let piece = try ClusterPiece(
            job, build: "1", options: options, cancellation: Cancellation(), plan: plan)
        try piece.learn(from: paths, only: stage.knownToReduce)
        try piece.reduce(stage, part: part, fromBlocks: input, to: output)
    }

    /// Merges what is beside the records of some streams with what is known.
    func learn(_ shuffle: BlockShuffle, _ known: [String], _ name: String) throws -> String {
        let sides = try shuffle.sides.enumerated().map { number, side in
            try side.write(to: URL(fileURLWithPath: path("side-\(number)")))
            return path("side-\(number)")
        }
        return try merge(known + sides, name)
    }

    /// The whole run as an engine does it that shuffles blocks; gives what is to be merged.
    func allShuffled(seed: UInt64) throws -> [String] {
        var generator = SplitMix64(seed: seed)
        let maps1 = try BlockShuffle(map(.identities, knowing: []))
        var known = try learn(maps1, [], "known-1")
        let reduced1 = try reduce(.identities, from: maps1, knowing: [known], using: &generator)
        known = try learn(BlockShuffle(reduced1), [known], "known-2")
        let maps2 = try map(.uploads, knowing: [known])
        known = try learn(BlockShuffle(maps2), [known], "known-3")
        let reduced2 = try reduce(
            .uploads, from: BlockShuffle(reduced1 + maps2), knowing: [known], using: &generator)
        known = try learn(BlockShuffle(reduced2), [known], "known-4")
        let maps3 = try map(.exposures, knowing: [known])
        known = try learn(BlockShuffle(maps3), [known], "known-5")
        let reduced3 = try reduce(
            .exposures, from: BlockShuffle(reduced1 + reduced2 + maps3), knowing: [known], using: &generator)
        let persons = try BlockShuffle(reduced3)
        known = try learn(persons, [known], "known-6")
        return try [known] + reduce(.persons, from: persons, knowing: [known], using: &generator)
    }
}
