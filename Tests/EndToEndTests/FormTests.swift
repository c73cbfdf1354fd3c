import Foundation
import RetraceStatistics
import Testing

/// The forms that files and lines may have.
@Suite struct FormTests {
    private static let line = Example.match(of: "43")

    /// The summary of `matches` when a file of these bytes is added to the example.
    private func matches(_ name: String, _ bytes: some Sequence<UInt8>) throws -> (
        summary: StreamSummary, status: Int32
    ) {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/\(name)", bytes)
        let outcome = try workspace.replayJSON()
        return (try #require(outcome.result().streams["matches"]), outcome.status)
    }

    @Test func contentDecidesNotTheName() throws {
        let line = FormTests.line
        for (name, bytes) in [
            ("a.jsonl", Packed.zstandard(line)), ("b.zst", try Packed.gzip(line)), ("c.gz", Array(line.utf8)),
            ("f.zst", Packed.lz4(line)), ("g", Packed.lz4(line) + Packed.skippable("x") + Packed.lz4("")),
            (".hidden", Array(line.utf8)), ("d", Packed.skippable("x") + Packed.zstandard(line)),
            ("e.csv", try Packed.gzip(line) + Packed.gzip("") + Packed.gzip("\n")),
        ] {
            let (summary, status) = try matches(name, bytes)
            #expect(status == 0 && summary.lines == 4 && summary.rejected == 0, "\(name)")
            #expect(summary.bytes > summary.bytesCompressed || summary.files == 2)
        }
    }

    @Test(arguments: [
        [], Packed.skippable(""), Packed.skippable("{\"ts\":1}\n") + Packed.skippable("more"), Packed.zstandard(""),
        Array("\n \t\r\n\r\n".utf8), [0xEF, 0xBB, 0xBF],
    ])
    func filesWithoutLinesAreWhole(bytes: [UInt8]) throws {
        let (summary, status) = try matches("empty", bytes)
        #expect(status == 0)
        #expect(summary.files == 2 && summary.lines == 3 && summary.rejected == 0)
    }

    @Test func byteOrderMarkIsAllowedAtTheStartOnly() throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let line = Array(FormTests.line.utf8)
        #expect(try matches("a", mark + line).summary.rejected == 0)
        #expect(try matches("a", Packed.zstandard("\u{FEFF}" + FormTests.line)).summary.rejected == 0)
        #expect(try matches("a", line + mark + line).summary.rejected == 1)
        #expect(try matches("a", mark + mark + line).summary.rejected == 1)
    }

    @Test func linesMayCrossFrames() throws {
        let (head, tail) = (String(FormTests.line.prefix(20)), String(FormTests.line.dropFirst(20)))
        let frames = Packed.zstandard(head) + Packed.skippable("\n") + Packed.zstandard(tail)
        #expect(try matches("a", frames).summary.lines == 4)
        #expect(try matches("a", Packed.gzip(head) + Packed.gzip(tail)).summary.lines == 4)
        #expect(try matches("a", Packed.lz4(head) + Packed.skippable("\n") + Packed.lz4(tail)).summary.lines == 4)
    }

    /// Blocks of 64 KiB, each of which may build on the one before.
    @Test(arguments: [true, false]) func lz4FramesOfManyBlocks(isLinked: Bool) throws {
        let lines = (0..<5000).map { Example.match(of: "a\($0)") }.joined()
        let (summary, status) = try matches("a", Packed.lz4(lines, isLinked: isLinked))
        #expect(status == 0 && summary.lines == 5003 && summary.rejected == 0)
    }

    @Test func carriageReturnsAndAMissingLastLineFeedAreAllowed() throws {
        let line = FormTests.line.dropLast()
        let (summary, status) = try matches("a", (line + "\r\n" + line + "\r\n" + line).utf8)
        #expect(status == 0 && summary.lines == 6 && summary.rejected == 0)
    }

    @Test func overlongLineIsRejectedAndTheNextOnesCount() throws {
        let workspace = try Workspace.example()
        let long = FormTests.line.dropLast(2) + ",\"x\":\"" + String(repeating: "y", count: 5 << 20) + "\"}\n"
        try workspace.write(
            "logs/matches/long", Packed.zstandard(FormTests.line + long + Example.match(of: "44") + "no\n"))
        let outcome = try workspace.replayJSON("--rejects", workspace.path("rejects"))
        #expect(outcome.status == 0)
        let summary = try #require(outcome.result().streams["matches"])
        #expect(summary.lines == 7 && summary.rejected == 2)
        #expect(
            try workspace.text("rejects") == """
                {"field":null,"file":"matches/long","line":2,"reason":"too_long"}
                {"field":null,"file":"matches/long","line":4,"reason":"invalid_json"}

                """)
    }

    @Test func linesAfterAnOverlongOneCountBeforeALongOneToo() throws {
        let overlong = String(repeating: "0", count: 5 << 20) + "\n"
        let short = String(repeating: FormTests.line, count: (3 << 20) / FormTests.line.utf8.count)
        let long = FormTests.line.dropLast(2) + ",\"x\":\"" + String(repeating: "y", count: 3 << 20) + "\"}\n"
        let (summary, status) = try matches("long", Packed.zstandard(overlong + short + long))
        #expect(status == 0 && summary.rejected == 1)
        #expect(summary.lines == 3 + 1 + UInt64((3 << 20) / FormTests.line.utf8.count) + 1)
    }

    /// Where the line lies in its file must not matter.
    @Test(arguments: [0, 1, 1000, 5000]) func limitIsTheSameEverywhere(linesBefore: Int) throws {
        let before = String(repeating: FormTests.line, count: linesBefore)
        for (excess, rejected) in [(0, 0), (1, 1), (1 << 16, 1)] as [(Int, UInt64)] {
            let frame = FormTests.line.dropLast(2) + ",\"x\":\"\"}"
            let filling = String(repeating: "y", count: (4 << 20) - frame.utf8.count + excess)
            let line = FormTests.line.dropLast(2) + ",\"x\":\"\(filling)\"}"
            for end in ["", "\n", "\n\n"] {
                let (summary, _) = try matches("long", Packed.zstandard(before + line + end))
                #expect(summary.rejected == rejected && summary.lines == 4 + UInt64(linesBefore))
            }
        }
    }

    @Test func longLineUnderTheLimitIsAccepted() throws {
        let long = FormTests.line.dropLast(2) + ",\"x\":\"" + String(repeating: "y", count: 3 << 20) + "\"}\n"
        let (summary, status) = try matches("long", Packed.zstandard(long + FormTests.line))
        #expect(status == 0 && summary.lines == 5 && summary.rejected == 0)
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
    func deeplyNestedUnknownFieldIsAccepted(open: String, close: String) throws {
        let depth = 100_000
        let nested = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        let (summary, status) = try matches(
            "deep", (FormTests.line.dropLast(2) + ",\"x\":\(nested)}\n" + FormTests.line).utf8)
        #expect(status == 0 && summary.lines == 5 && summary.rejected == 0)
        let broken = try matches(
            "deep", (FormTests.line.dropLast(2) + ",\"x\":\(nested.dropLast())}\n" + FormTests.line).utf8)
        #expect(broken.summary.lines == 5 && broken.summary.rejected == 1)
    }
}
