import Foundation
import RetraceStatistics
import Testing

/// The forms in which logs may be stored.
@Suite struct FormatTests {
    private func expectTwoMatched(_ scene: Scene) throws {
        let (outcome, result) = try scene.result()
        #expect(outcome.status == 0)
        #expect(result.counts.accounts.before.matched == Bounds(lower: 2, upper: 2))
        #expect(result.incomplete.isEmpty)
    }

    private func scene(_ file: String, _ stored: [UInt8]) throws -> Scene {
        let scene = try Scene()
        try scene.write("logs/identifiers/b", Line.give("2", 2))
        try scene.write("logs/matches/\(file)", stored)
        return scene
    }

    @Test func contentCountsAndNotTheName() throws {
        try expectTwoMatched(try scene("b.jsonl", Frames.zstandard(Line.match("2", 2))))
        try expectTwoMatched(try scene("b.zst", try Frames.gzip(Line.match("2", 2))))
        try expectTwoMatched(try scene("b.gz", Array(Line.match("2", 2).utf8)))
        try expectTwoMatched(try scene(".hidden/dt=2019/x", Array(Line.match("2", 2).utf8)))
    }

    @Test func skippableFramesAreSkipped() throws {
        let line = Line.match("2", 2)
        let half = line.index(line.startIndex, offsetBy: 20)
        let frames = [
            Frames.skippable("first"), Frames.zstandard(String(line[..<half])), Frames.skippable(""),
            Frames.zstandard(String(line[half...])), Frames.skippable("{\"ts\":1}\n"),
        ]
        try expectTwoMatched(try scene("b.zst", frames.flatMap(\.self)))
    }

    @Test func severalGzipMembersAreOneText() throws {
        let line = Line.match("2", 2)
        let half = line.index(line.startIndex, offsetBy: 20)
        try expectTwoMatched(
            try scene(
                "b.gz", try Frames.gzip(String(line[..<half])) + Frames.gzip("") + Frames.gzip(String(line[half...]))))
    }

    @Test func aByteOrderMarkAndCarriageReturnsAreAllowed() throws {
        let line = "\u{FEFF}" + Line.match("2", 2).replacingOccurrences(of: "\n", with: "\r\n")
        let scene = try scene("b.jsonl", Array(line.utf8))
        try expectTwoMatched(scene)
        try scene.write("logs/matches/c.jsonl", "\n" + line)
        #expect(try scene.result().result.streams["matches"]?.rejected == 1)
    }

    @Test func aLastLineNeedsNoLineFeed() throws {
        try expectTwoMatched(try scene("b.jsonl", Array(Line.match("2", 2).dropLast().utf8)))
    }

    @Test func aLineThatIsTooLongIsRejectedAndLaterOnesCount() throws {
        let long = "{\"note\":\"" + String(repeating: "x", count: 5 << 20) + "\"}\n"
        for stored in [Array((long + Line.match("2", 2)).utf8), Frames.zstandard(long + Line.match("2", 2))] {
            let scene = try scene("b.jsonl", stored)
            try expectTwoMatched(scene)
            let (outcome, result) = try scene.result()
            #expect(result.streams["matches"]?.lines == 3)
            #expect(result.streams["matches"]?.rejected == 1)
            #expect(outcome.errors.contains("matches/b.jsonl:1: longer than 4194304 bytes"))
        }
    }

    @Test func whatFollowsALineThatIsTooLongHasItsNumber() throws {
        let long = String(repeating: "x", count: 5 << 20) + "\n"
        let scene = try scene("b.jsonl", Array((Line.match("2", 2) + long + "\n{}\n" + long + "[]").utf8))
        _ = try scene.replay("--rejects", scene.path("rejects"), "--quiet")
        let lines = try scene.read("rejects").split(separator: "\n")
        withKnownIssue(
            "The block reader takes short lines right after a line that is too long for part of the next one."
        ) {
            #expect(
                lines == [
                    #"{"field":null,"file":"matches/b.jsonl","line":2,"reason":"too_long"}"#,
                    #"{"field":"ts","file":"matches/b.jsonl","line":4,"reason":"missing_field"}"#,
                    #"{"field":null,"file":"matches/b.jsonl","line":5,"reason":"too_long"}"#,
                    #"{"field":null,"file":"matches/b.jsonl","line":6,"reason":"not_an_object"}"#,
                ])
        }
    }
}
