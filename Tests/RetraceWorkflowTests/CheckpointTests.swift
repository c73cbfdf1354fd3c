import Foundation
import Glibc
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceTestSupport
import RetraceWorkflow
import Testing

/// Going on from a checkpoint gives the bytes of a run that nothing disturbed.
@Suite struct CheckpointTests {
    /// A log root with a folder for checkpoints beside it.
    private struct Place {
        let logs: LogSet
        let root: RetraceTestSupport.LogRoot
        var folder: String { root.directory.appendingPathComponent("work").path }

        init(seed: UInt64) throws {
            logs = RandomLogSet.make(seed: seed, malformed: false)
            root = try LogRootBuilder(seed: seed).write(logs)
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }

        func run(
            resuming: Bool = false, threads: Int = 2, build: String = "1", plan: MemoryPlan? = nil,
            cutoff: Instant? = nil
        ) throws -> Data {
            var options = ReplayOptions(
                root: root.root.path, policy: try PolicyFile.read(root.policy.path),
                cutoff: Cutoff(instant: cutoff ?? logs.cutoff), threads: threads)
            options.checkpointFolder = folder
            options.resumes = resuming
            options.build = build
            let run = try Reconstruction(options, cancellation: Cancellation(), plan: plan)
            return try ResultEncoder.encode(run.run().result)
        }

        /// The files of the streams that the first pass reads.
        var firstFiles: [URL] {
            ["identifiers", "matches", "audiences", "disclosures"].flatMap { stream -> [URL] in
                let folder = root.root.appendingPathComponent(stream)
                let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
                return names.map { folder.appendingPathComponent($0) }.filter { !$0.hasDirectoryPath }
            }
        }
    }

    private func withPlace(_ seed: UInt64, _ body: (Place) throws -> Void) throws {
        let place = try Place(seed: seed)
        defer { try? FileManager.default.removeItem(at: place.root.directory) }
        try body(place)
    }

    @Test(arguments: UInt64(0)..<40)
    func resumedRunsGiveTheSameBytes(seed: UInt64) throws {
        try withPlace(seed) { place in
            let plan = seed % 2 == 0 ? Engine.cramped : nil
            let expected = try place.run(plan: plan)
            #expect(try place.run(resuming: true, threads: 5) == expected, "seed \(seed)")
            #expect(try place.run(resuming: true, threads: 1, plan: Engine.cramped) == expected, "seed \(seed)")
        }
    }

    /// What was read is not read again: its files may hold anything, as long as they look the same.
    @Test func resumedRunsDoNotReadTheFirstStreamsAgain() throws {
        try withPlace(3) { place in
            let expected = try place.run()
            for file in place.firstFiles { try overwrite(file) }
            #expect(try place.run(resuming: true) == expected)
            #expect(try place.run() != expected)
        }
    }

    /// Replaces a file's bytes by spaces; its size and time of modification stay.
    private func overwrite(_ file: URL) throws {
        var status = stat()
        try #require(stat(file.path, &status) == 0)
        guard status.st_mode & S_IFMT == S_IFREG else { return }
        try Data(repeating: 0x20, count: Int(status.st_size)).write(to: file)
        let times = [status.st_atim, status.st_mtim]
        try #require(utimensat(AT_FDCWD, file.path, times, 0) == 0)
    }

    @Test func filesThatChangedAreRefusedByName() throws {
        try withPlace(4) { place in
            _ = try place.run()
            let file = try #require(place.firstFiles.first { $0.path.contains("/matches/") })
            try #require(utimensat(AT_FDCWD, file.path, [timespec(), timespec()], 0) == 0)
            let error = #expect(throws: RetraceError.self) { try place.run(resuming: true) }
            #expect(error?.kind == .data)
            #expect(error?.message.contains("matches/") == true)
            _ = try place.run()
        }
    }

    @Test func anotherRunsCheckpointIsRefused() throws {
        try withPlace(5) { place in
            _ = try place.run()
            let later = Instant(milliseconds: place.logs.cutoff.milliseconds + 1)
            for attempt in [
                { try place.run(resuming: true, build: "2") }, { try place.run(resuming: true, cutoff: later) },
            ] {
                let error = #expect(throws: RetraceError.self) { try attempt() }
                #expect(error?.kind == .data)
            }
        }
    }

    @Test func damagedCheckpointsAreRefused() throws {
        try withPlace(6) { place in
            let expected = try place.run()
            let path = place.folder + "/first-pass"
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
                try whole.prefix(length).write(to: URL(fileURLWithPath: path))
                #expect(throws: RetraceError.self) { try place.run(resuming: true) }
            }
            for position in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
                var flipped = whole
                flipped[position] ^= 0x10
                try flipped.write(to: URL(fileURLWithPath: path))
                #expect(throws: RetraceError.self) { try place.run(resuming: true) }
            }
            try whole.write(to: URL(fileURLWithPath: path))
            #expect(try place.run(resuming: true) == expected)
        }
    }
}
