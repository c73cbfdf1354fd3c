import Foundation
import Glibc
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceTestSupport
import RetraceWorkflow
import Testing

/// Which checkpoints are gone on from, and which are refused.
@Suite struct CheckpointTests {
    private func withPlace(_ seed: UInt64, _ body: (CheckpointPlace) throws -> Void) throws {
        let place = try CheckpointPlace(seed: seed)
        defer { place.remove() }
        try body(place)
    }

    @Test(arguments: UInt64(0)..<10)
    func resumedRunsGiveTheSameBytes(seed: UInt64) throws {
        try withPlace(seed) { place in
            let plan = seed % 2 == 0 ? Engine.cramped : nil
            let expected = try place.run(plan: plan)
            #expect(try place.run(resuming: true, threads: 5) == expected, "seed \(seed)")
            #expect(try place.run(resuming: true, threads: 1, plan: Engine.cramped) == expected, "seed \(seed)")
        }
    }

    @Test func shortRunsWriteNoCheckpoint() throws {
        try withPlace(2) { place in
            _ = try place.run(seconds: 60)
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder) == ["lock"])
        }
    }

    @Test func whatIsKeptIsForItsOwnerAlone() throws {
        try withPlace(2) { place in
            _ = try place.run(plan: Engine.cramped)
            func permissions(_ path: String) throws -> Int? {
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            }
            #expect(try permissions(place.folder) == 0o700)
            for name in try FileManager.default.contentsOfDirectory(atPath: place.folder) {
                #expect(try permissions("\(place.folder)/\(name)") == 0o600, "\(name)")
            }
        }
    }

    /// What was read is not read again: the middle of a file may hold anything, as long as it looks the same.
    @Test func resumedRunsDoNotReadFinishedFilesAgain() throws {
        try withPlace(3) { place in
            let file = place.root.root.appending(path: "matches/large.jsonl")
            let spaces = Data(repeating: 0x20, count: 1 << 20)
            try spaces.write(to: file)
            let expected = try place.run()
            var changed = spaces
            changed[1 << 19] = UInt8(ascii: "x")
            try place.overwrite(file, with: changed)
            #expect(try place.run(resuming: true) == expected)
            #expect(try place.run() != expected)
        }
    }

    @Test func filesThatChangedAreRefusedByName() throws {
        try withPlace(4) { place in
            _ = try place.run()
            let file = try #require(place.files.first { $0.path.contains("/matches/") })
            let whole = try Data(contentsOf: file)
            // Another size; the same size and another time; the same size and time.
            let changes: [() throws -> Void] = [
                { try place.overwrite(file, with: whole + Data("\n".utf8)) },
                { try whole.write(to: file) },
                { try place.overwrite(file, with: Data(repeating: 0x20, count: whole.count)) },
            ]
            for change in changes {
                _ = try place.run()
                try change()
                let error = #expect(throws: RetraceError.self) { try place.run(resuming: true) }
                #expect(error?.kind == .data)
                #expect(error?.message.contains(file.lastPathComponent) == true)
                try whole.write(to: file)
            }
            _ = try place.run()
        }
    }

    @Test func filesThatCameOrWentAreRefusedByName() throws {
        try withPlace(4) { place in
            _ = try place.run()
            let file = place.root.root.appending(path: "matches/another")
            try Data().write(to: file)
            #expect(throws: RetraceError.self) { try place.run(resuming: true) }
            _ = try place.run()
            try FileManager.default.removeItem(at: file)
            let error = #expect(throws: RetraceError.self) { try place.run(resuming: true) }
            #expect(error?.message.contains("'matches/another' has gone") == true)
        }
    }

    /// A file that is hashed as a whole is compared as a whole.
    @Test func filesWithAHashAreComparedWhole() throws {
        try withPlace(3) { place in
            let file = place.root.root.appending(path: "matches/large.jsonl")
            try Data(repeating: 0x20, count: 1 << 20).write(to: file)
            let hash = String(repeating: "0", count: 64)
            let manifest = Manifest(streams: [
                .matches: ManifestStream(files: [ManifestFile(path: "matches/large.jsonl", sha256: hash)])
            ])
            _ = try place.run(manifest: manifest)
            var changed = Data(repeating: 0x20, count: 1 << 20)
            changed[1 << 19] = UInt8(ascii: "x")
            try place.overwrite(file, with: changed)
            let error = #expect(throws: RetraceError.self) { try place.run(resuming: true, manifest: manifest) }
            #expect(error?.message.contains("'matches/large.jsonl' has changed") == true)
        }
    }

    @Test func anotherRunsCheckpointIsRefused() throws {
        try withPlace(5) { place in
            _ = try place.run()
            let later = Instant(milliseconds: place.logs.cutoff.milliseconds + 1)
            for attempt in [
                { try place.run(resuming: true, build: "2") }, { try place.run(resuming: true, cutoff: later) },
                { try place.run(resuming: true, manifest: Manifest(streams: [.matches: ManifestStream(files: [])])) },
            ] {
                let error = #expect(throws: RetraceError.self) { try attempt() }
                #expect(error?.kind == .data)
            }
        }
    }

    @Test func damagedCheckpointsAreRefused() throws {
        try withPlace(6) { place in
            // Stopped in the middle, so that there are records.
            let expected = try place.run(plan: Engine.cramped)
            place.stop(after: 3)
            let kept = try place.copy()
            var needed = 0
            for (name, whole) in kept where name != "lock" {
                // What the run was about to keep when it ended belongs to no checkpoint.
                guard try fails(place, kept, name, Data()) else { continue }
                needed += 1
                for position in stride(from: 0, to: whole.count, by: max(1, whole.count / 10)) {
                    var flipped = whole
                    flipped[position] ^= 0x10
                    #expect(try fails(place, kept, name, whole.prefix(position)), "\(name) cut at \(position)")
                    #expect(try fails(place, kept, name, flipped), "\(name) changed at \(position)")
                }
            }
            #expect(needed > 1)
            try place.restore(kept)
            #expect(try place.run(resuming: true) == expected)
        }
    }

    /// Whether a run can't go on from the checkpoint with other bytes in one of its files.
    private func fails(
        _ place: CheckpointPlace, _ kept: [String: Data], _ name: String, _ bytes: Data
    ) throws -> Bool {
        try place.restore(kept.merging([name: bytes]) { $1 })
        do {
            _ = try place.run(resuming: true)
            return false
        } catch is RetraceError {
            return true
        }
    }
}
