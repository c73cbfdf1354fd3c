import Foundation
import RetraceStatistics
import Testing

/// Damaged files: named, and what came before the damage counts.
@Suite struct DamageTests {
    /// A scene whose second account is matched in `file`, which holds `stored`.
    private func scene(_ file: String, _ stored: [UInt8]) throws -> Scene {
        let scene = try Scene()
        try scene.write("logs/identifiers/b.jsonl", Line.give("2", 2))
        try scene.write("logs/matches/\(file)", stored)
        return scene
    }

    private func expectOneDamaged(_ scene: Scene, _ file: String, linesRead: UInt64, reason: String) throws {
        let (outcome, result) = try scene.result()
        #expect(outcome.status == 3)
        #expect(result.incomplete.map(\.file) == ["matches/\(file)"])
        #expect(result.incomplete.map(\.linesRead) == [linesRead])
        #expect(result.incomplete.first?.reason.contains(reason) == true, "\(result.incomplete)")
        #expect(result.counts.accounts.before.matched.lower == (linesRead > 0 ? 2 : 1))
        #expect(result.estimates == nil)
        #expect(outcome.errors.contains("matches/\(file)"))
        #expect(try scene.replay("--quiet").errors.contains("matches/\(file)"))
    }

    @Test func aZstandardFrameThatIsCutOff() throws {
        let second = Frames.zstandard(Line.match("1", 1))
        let scene = try scene("b.zst", Frames.zstandard(Line.match("2", 2)) + second.dropLast(9))
        try expectOneDamaged(scene, "b.zst", linesRead: 1, reason: "cut off")
    }

    /// The lines that came out of the frame before its checksum was looked at count.
    @Test func aLargeZstandardFrameWithAWrongChecksum() throws {
        var stored = Frames.zstandard(Line.match("2", 2) + String(repeating: Line.match("1", 1), count: 20_000))
        stored[stored.count - 1] ^= 1
        let scene = try scene("b.zst", stored)
        withKnownIssue("What the failing call of libzstd wrote is not told, and lost.") {
            try expectOneDamaged(scene, "b.zst", linesRead: 20_001, reason: "checksum")
        }
    }

    /// So they do when the frame is small.
    @Test func aSmallZstandardFrameWithAWrongChecksum() throws {
        var stored = Frames.zstandard(Line.match("2", 2))
        stored[stored.count - 1] ^= 1
        let scene = try scene("b.zst", stored)
        withKnownIssue("libzstd decodes a small frame in one go, and gives nothing of it.") {
            try expectOneDamaged(scene, "b.zst", linesRead: 1, reason: "checksum")
        }
    }

    @Test func aLineThatIsTooLongJustBeforeTheDamageIsNotLost() throws {
        let long = String(repeating: "x", count: 5 << 20) + "\n"
        let stored = Frames.zstandard(Line.match("2", 2) + long) + Frames.zstandard(Line.match("1", 1)).dropLast(9)
        let scene = try scene("b.zst", stored)
        let result = try scene.result().result
        withKnownIssue("The block reader drops it when its line feed is the last byte before the damage.") {
            #expect(result.incomplete.map(\.linesRead) == [2])
            #expect(result.streams["matches"]?.rejected == 1)
        }
    }

    @Test func somethingElseAfterAZstandardFrame() throws {
        let scene = try scene("b.zst", Frames.zstandard(Line.match("2", 2)) + Array("not a frame".utf8))
        try expectOneDamaged(scene, "b.zst", linesRead: 1, reason: "other than a Zstandard frame")
    }

    @Test func aGzipMemberThatIsCutOff() throws {
        let member = try Frames.gzip(Line.match("1", 1))
        let scene = try scene("b.gz", try Frames.gzip(Line.match("2", 2)) + member.dropLast(9))
        try expectOneDamaged(scene, "b.gz", linesRead: 1, reason: "cut off")
    }

    @Test func aGzipMemberWithAWrongChecksum() throws {
        var stored = try Frames.gzip(Line.match("2", 2))
        stored[stored.count - 5] ^= 1
        try expectOneDamaged(try scene("b.gz", stored), "b.gz", linesRead: 1, reason: "damaged gzip member")
    }

    @Test func theLinesOfWholeBlocksBeforeTheDamageCount() throws {
        let lines = Line.match("2", 2) + String(repeating: Line.match("1", 1), count: 20_000)
        let stored = Frames.zstandard(lines)
        let scene = try scene("b.zst", Array(stored.dropLast(stored.count / 3)))
        let (outcome, result) = try scene.result()
        #expect(outcome.status == 3)
        #expect(result.counts.accounts.before.matched.lower == 2)
        let read = try #require(result.incomplete.first?.linesRead)
        #expect(read > 0 && read < 20_001)
        #expect(result.streams["matches"]?.lines == read + 1)
    }

    @Test func aFileThatIsNoFile() throws {
        let scene = try scene("b.jsonl", [])
        try scene.remove("logs/matches/b.jsonl")
        try FileManager.default.createSymbolicLink(
            atPath: scene.path("logs/matches/b.jsonl"), withDestinationPath: scene.path("nowhere"))
        try expectOneDamaged(scene, "b.jsonl", linesRead: 0, reason: "broken symbolic link")
    }

    @Test func aWindowOverTheLimitNeedsPermission() throws {
        let scene = try scene("b.zst", Frames.stored(Line.match("2", 2), windowLog: 28))
        try expectOneDamaged(scene, "b.zst", linesRead: 0, reason: "--window-log")
        let (outcome, result) = try scene.result("--window-log", "28")
        #expect(outcome.status == 0)
        #expect(result.counts.accounts.before.matched.lower == 2)
    }

    @Test func theTextNamesThemToo() throws {
        let scene = try scene("b.zst", Array(Frames.zstandard(Line.match("2", 2)).dropLast(5)))
        let outcome = try scene.replay()
        #expect(outcome.status == 3)
        #expect(outcome.text.contains("Files not read to their end\n  matches/b.zst ends in the middle"))
    }
}
