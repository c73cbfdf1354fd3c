import Foundation
import Testing

/// Input that somebody made to do harm: it ends in counted lines, counted rejects or a named file.
@Suite struct HostileTests {
    /// How many of these lines of `matches` are read, and how many of them rejected.
    private func counts(_ lines: [UInt8]) throws -> (lines: UInt64, rejected: UInt64) {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/hostile", lines)
        let outcome = try workspace.replayJSON()
        #expect(outcome.status == 0, "\(outcome.errors.prefix(300))")
        let matches = try #require(try outcome.result().streams["matches"])
        return (matches.lines - 3, matches.rejected)
    }

    private func line(_ member: String) -> [UInt8] {
        Array((Example.match(of: "43").dropLast(2) + ",\(member)}\n").utf8)
    }

    @Test func deepNestingIsReadAndBeyondTheLimitRejected() throws {
        func nested(_ depth: Int) -> [UInt8] {
            line("\"x\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        }
        #expect(try counts(nested(1_000_000)) == (1, 0))
        #expect(try counts(nested(1_048_577)) == (1, 1))
        #expect(try counts(line("\"x\":" + String(repeating: "{\"a\":", count: 600_000))) == (1, 1))
    }

    @Test func aLineOfAGibibyteIsOneRejectedLine() throws {
        let frame = Packed.zstandard(String(repeating: "0", count: 1 << 20))
        let lines = repeatElement(frame, count: 1024).joined() + Packed.zstandard("\n" + Example.match(of: "43"))
        #expect(try counts(Array(lines)) == (2, 1))
    }

    @Test func nullBytesAreRejectedWhereTheyStandForThemselves() throws {
        #expect(try counts([UInt8](repeating: 0, count: 1 << 16) + [0x0A]) == (1, 1))
        #expect(try counts(line("\"x\":\"\u{0}\"")) == (1, 1))
        #expect(try counts(line("\"x\":\"\\u0000\"")) == (1, 0))
    }

    @Test func idsAreTheSameOnlyByteForByte() throws {
        let workspace = try Workspace.example()
        let names = ["\u{E9}", "e\u{301}", "\u{212B}", "\u{C5}", "A\u{30A}"]
        try workspace.write(
            "logs/identifiers/more", names.map { Example.held(by: $0, at: "2019-03-02T00:00:00Z") }.joined())
        try workspace.write("logs/matches/more", names.map { Example.match(of: $0) }.joined())
        let result = try workspace.replayJSON().result()
        #expect(result.counts.accounts.before.matched.lower == 6)
    }

    @Test func fileNamesMayHoldAnyBytes() throws {
        let workspace = try Workspace.example()
        let folder = Array((workspace.path("logs/matches") + "/").utf8)
        for name: [UInt8] in [Array("a\nretrace: forged".utf8), [0xFF, 0xFE, 0x1B, 0x5B, 0x32, 0x4A], Array("é".utf8)] {
            let path = (folder + name + [0]).map { CChar(bitPattern: $0) }
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
            let bytes = Array(Example.match(of: "43").utf8)
            #expect(write(descriptor, bytes, bytes.count) == bytes.count)
            close(descriptor)
        }
        try workspace.write("logs/matches/b\nretrace: forged\u{1B}[2J", Packed.zstandard("{}\n").dropLast(1))
        let outcome = try workspace.replayJSON()
        #expect(outcome.status == 3)
        let matches = try #require(try outcome.result().streams["matches"])
        #expect(matches.files == 5)
        #expect(matches.lines == 7)
        #expect(!outcome.errors.contains("\nretrace: forged") && !outcome.errors.contains("\u{1B}"))
    }

    @Test func whatCannotBeReadAsAFileIsNamed() throws {
        let workspace = try Workspace.example()
        for (link, target) in [("one", "two"), ("two", "one"), ("zero", "/dev/zero")] {
            try FileManager.default.createSymbolicLink(
                atPath: workspace.path("logs/matches/\(link)"), withDestinationPath: target)
        }
        let outcome = try workspace.replayJSON()
        #expect(outcome.status == 3)
        #expect(try outcome.result().incomplete.map(\.file) == ["matches/one", "matches/two", "matches/zero"])
    }

    @Test func whatFilesMayUnpackToCanBeSaid() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/many", Packed.zstandard(String(repeating: "{}\n", count: 10_000)))
        #expect(try workspace.replayJSON().status == 0)
        for (limits, lines) in [
            (["--max-unpacked", "3KiB", "--max-ratio", "1"], 1024),
            (["--max-unpacked", "1KiB", "--max-ratio", "100000"], 10_000),
        ] {
            let outcome = try Program.run(workspace.arguments(["--format", "json"] + limits))
            let result = try outcome.result()
            #expect(try #require(result.streams["matches"]).lines == 3 + UInt64(lines))
            #expect(outcome.status == (lines == 1024 ? 3 : 0))
            #expect(result.incomplete.allSatisfy { $0.reason.contains("--max-unpacked") })
        }
        #expect(try workspace.replay("--max-ratio", "0").status == 64)
    }
}
