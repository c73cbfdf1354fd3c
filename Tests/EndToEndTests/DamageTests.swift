import Foundation
import Testing

/// Files that can't be read to their end: named, and what came before still counts.
@Suite struct DamageTests {
    private static let first = Example.match(of: "43")
    private static let second = Example.match(of: "44")

    /// A file of `matches` whose first line is whole and whose rest is not.
    struct Damage: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        var reason: String
        var lines: UInt64 = 1
        var testDescription: String { name }
    }

    static func damages() throws -> [Damage] {
        let whole = Packed.zstandard(first)
        let next = Packed.zstandard(second)
        let member = try Packed.gzip(first)
        let lz4 = Packed.lz4(first)
        let plainFrame = Packed.zstandard(first, windowLog: 20)
        // A raw block that is not the last, then one of the type that RFC 8878 reserves.
        let twoBlocks = Array(plainFrame[0..<6]) + [plainFrame[6] & 0xFE] + Array(plainFrame[7...]) + [0x0F, 0, 0, 1]
        return [
            Damage(name: "zstandard second block", bytes: twoBlocks, reason: "damaged Zstandard frame"),
            Damage(name: "zstandard cut in the second frame", bytes: whole + next.dropLast(9), reason: "cut off"),
            Damage(name: "zstandard cut in the header", bytes: whole + next.prefix(4), reason: "cut off"),
            Damage(name: "zstandard cut in the checksum", bytes: whole.dropLast(1), reason: "cut off"),
            Damage(
                name: "zstandard checksum", bytes: whole.dropLast() + [whole[whole.count - 1] ^ 1], reason: "checksum"),
            Damage(
                name: "zstandard garbage", bytes: whole + Array("garbage".utf8), reason: "other than a Zstandard frame"),
            Damage(
                name: "zstandard then text", bytes: whole + Array(second.utf8), reason: "other than a Zstandard frame"),
            Damage(name: "zstandard cut in a line", bytes: plainFrame.dropLast(1), reason: "cut off", lines: 0),
            Damage(name: "zstandard cut after a line", bytes: whole + plainFrame.dropLast(1), reason: "cut off"),
            Damage(name: "lz4 cut in the checksum", bytes: lz4.dropLast(1), reason: "cut off"),
            Damage(name: "lz4 cut in the second frame", bytes: lz4 + Packed.lz4(second).dropLast(9), reason: "cut off"),
            Damage(name: "lz4 cut in the header", bytes: lz4 + lz4.prefix(5), reason: "cut off"),
            Damage(name: "lz4 content checksum", bytes: lz4.dropLast() + [lz4[lz4.count - 1] ^ 1], reason: "checksum"),
            Damage(
                name: "lz4 block checksum", bytes: lz4.dropLast(9) + [lz4[lz4.count - 9] ^ 1] + lz4.suffix(8),
                reason: "checksum", lines: 0),
            Damage(name: "lz4 garbage", bytes: lz4 + Array("garbage".utf8), reason: "other than an LZ4 frame"),
            Damage(name: "lz4 legacy", bytes: [0x02, 0x21, 0x4C, 0x18, 0], reason: "legacy", lines: 0),
            Damage(
                name: "lz4 dictionary", bytes: lz4.prefix(4) + [lz4[4] | 1] + lz4.dropFirst(5), reason: "dictionary",
                lines: 0),
            Damage(name: "gzip cut in the trailer", bytes: member.dropLast(3), reason: "cut off"),
            Damage(
                name: "gzip cut in the second member", bytes: member + (try Packed.gzip(second)).prefix(12),
                reason: "cut off"),
            Damage(
                name: "gzip checksum", bytes: member.dropLast(5) + [member[member.count - 5] ^ 1] + member.suffix(4),
                reason: "check"),
            Damage(name: "gzip length", bytes: member.dropLast() + [1], reason: "length"),
            Damage(name: "gzip garbage", bytes: member + Array("garbage".utf8), reason: "damaged gzip member"),
        ]
    }

    @Test(arguments: try damages(), ["1", "2"])
    func damagedFileIsNamedAndItsStartCounts(damage: Damage, threads: String) throws {
        let workspace = try Workspace.example()
        try workspace.write(
            "logs/identifiers/more.jsonl",
            Example.held(by: "43", at: "2019-03-02T00:00:00Z")
                + Example.held(by: "44", at: "2019-03-02T00:00:00Z"))
        try workspace.write("logs/matches/dt=1/damaged", damage.bytes)
        let outcome = try workspace.replayJSON("--threads", threads)
        #expect(outcome.status == 3)
        let result = try outcome.result()
        #expect(result.incomplete.map(\.file) == ["matches/dt=1/damaged"])
        #expect(result.incomplete.first?.linesRead == damage.lines)
        #expect(result.incomplete.first?.reason.contains(damage.reason) == true, "\(result.incomplete)")
        #expect(result.counts.accounts.before.matched.lower == 1 + damage.lines)
        #expect(result.streams["matches"]?.lines == 3 + damage.lines)
        #expect(outcome.errors.contains("incomplete: matches/dt=1/damaged"))
    }

    @Test func damageIsShownInTheSummary() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/damaged", Packed.zstandard(DamageTests.first).dropLast(1))
        let outcome = try workspace.replay()
        #expect(outcome.status == 3)
        #expect(outcome.text.contains("Files that are missing or incomplete"))
        #expect(outcome.text.contains("matches/damaged"))
    }

    @Test func whatIsNoFileIsNamed() throws {
        let workspace = try Workspace.example()
        let files = FileManager.default
        try files.createSymbolicLink(atPath: workspace.path("logs/matches/dangling"), withDestinationPath: "nowhere")
        #expect(mkfifo(workspace.path("logs/matches/fifo"), 0o600) == 0)
        let outcome = try workspace.replayJSON()
        #expect(outcome.status == 3)
        let result = try outcome.result()
        #expect(result.incomplete.map(\.file) == ["matches/dangling", "matches/fifo"])
        #expect(result.incomplete.allSatisfy { $0.linesRead == 0 && !$0.reason.isEmpty })
        #expect(result.streams["matches"]?.files == 3)
        #expect(result.counts.accounts.before.matched.lower == 1)
    }

    @Test func linksAreFollowedOnce() throws {
        let workspace = try Workspace.example()
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: workspace.path("logs/matches/loop"), withDestinationPath: workspace.path("logs/matches"))
        try workspace.write("elsewhere/part.jsonl", DamageTests.first)
        try files.createSymbolicLink(
            atPath: workspace.path("logs/matches/link"), withDestinationPath: workspace.path("elsewhere"))
        let outcome = try workspace.replayJSON()
        #expect(outcome.status == 0)
        #expect(try outcome.result().streams["matches"]?.lines == 4)
    }

    @Test func windowOverTheLimitIsNamedAndCanBeAllowed() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/wide.zst", Packed.zstandard(DamageTests.first, windowLog: 28))
        let refused = try workspace.replayJSON()
        #expect(refused.status == 3)
        #expect(try refused.result().incomplete.first?.reason.contains("--window-log") == true)
        #expect(try refused.result().streams["matches"]?.lines == 3)
        let allowed = try workspace.replayJSON("--window-log", "28")
        #expect(allowed.status == 0)
        #expect(try allowed.result().streams["matches"]?.lines == 4)
    }

    @Test func windowAtTheLimitIsAccepted() throws {
        let workspace = try Workspace.example()
        try workspace.write("logs/matches/wide.zst", Packed.zstandard(DamageTests.first, windowLog: 27))
        #expect(try workspace.replay().status == 0)
    }
}
