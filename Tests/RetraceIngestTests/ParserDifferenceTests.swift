import RetraceCore
@testable import RetraceTestSupport
import Testing

/// The plain walk accepts what simdjson accepts, and makes the same records of it.
@Suite struct ParserDifferenceTests {
    @Test func bothAgreeOnRandomLogs() {
        let parsers = BothParsers()
        var walked = 0
        for seed in UInt64(0)..<300 {
            let logs = RandomLogSet.make(seed: seed)
            var random = SplitMix64(seed: seed)
            for stream in LogStream.allCases {
                let text = FileText(logs.lines(of: stream), using: &random)
                // A mark at the start is the reader's to drop, not the parser's.
                let bytes = text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.bytes.dropFirst(3)) : text.bytes
                let found = parsers.parse(bytes, stream)
                #expect(found.walk == found.judge, "seed \(seed), \(stream.name)")
                #expect(found.walk.rejected.keys.sorted() == text.rejected.map { UInt32($0.line - 1) })
                walked += found.walked
            }
        }
        #expect(walked > 1000)
    }

    @Test(arguments: LogStream.allCases)
    func bothRejectEveryKindOfMalformedLine(stream: LogStream) {
        let parsers = BothParsers()
        var random = SplitMix64(seed: 5)
        for kind in MalformedKind.allCases {
            for _ in 0..<60 {
                guard let line = MalformedLines.make(kind, of: stream, using: &random) else { break }
                #expect(parsers.accepts(line.bytes, stream) == false, "\(String(decoding: line.bytes, as: UTF8.self))")
            }
        }
    }

    @Test(arguments: LogStream.allCases)
    func bothAgreeOnMutatedLines(stream: LogStream) {
        let parsers = BothParsers()
        var random = SplitMix64(seed: 9)
        let lines = (UInt64(0)..<40).flatMap { RandomLogSet.make(seed: $0, malformed: false).lines(of: stream) }
        var (accepted, rejected) = (0, 0)
        for _ in 0..<4000 {
            var style = LineStyle(using: &random)
            style.unknown = 50
            var line = LineRenderer.render(random.pick(lines), style, using: &random)
            for _ in 0..<random.number(1...3) { mutate(&line, using: &random) }
            line.removeAll { $0 == 0x0A }
            let (walk, judge, _) = parsers.parse(line, stream)
            if walk != judge { Issue.record("\(stream.name): \(String(decoding: line, as: UTF8.self))") }
            accepted += walk.accepted.count
            rejected += walk.rejected.count
        }
        #expect(accepted > 50 && rejected > 1000)
    }

    private static let pieces =
        [
            "-0", "1e999", "1E5", "0", "-", "1.5", "99999999999999999999", "null", "true", "[]", "{}", "{\"a\":1}",
            "\"\"", "\"", "\\",
            "\\u0041", "\\ud800", "\\ud83d\\ude00", ",", ":", "{", "}", "[", "]", " ", "\t", "\r", "\u{0}", "\u{E9}",
            "\u{7F}",
            "\"x\":-0,", "\"x\":1e999,", "\"x\":1.5,", "1e5:1,", "\"ts\":1,", "\"action\":null,", "\"country\":\"US\",",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80]]

    private func mutate(_ line: inout [UInt8], using random: inout SplitMix64) {
        guard !line.isEmpty else { return }
        let position = random.number(0...line.count - 1)
        switch random.number(0...4) {
        case 0: line.remove(at: position)
        case 1: line[position] = UInt8(random.number(0...255))
        case 2: line.insert(contentsOf: random.pick(ParserDifferenceTests.pieces), at: position)
        case 3:
            // After a comma or a brace, where a member may stand.
            let places = line.indices.filter { line[$0] == 0x2C || line[$0] == 0x7B }
            if !places.isEmpty {
                line.insert(contentsOf: random.pick(ParserDifferenceTests.pieces), at: random.pick(places) + 1)
            }
        default:
            let end = min(line.count, position + random.number(1...20))
            line.insert(contentsOf: line[position..<end], at: random.number(0...line.count))
        }
    }
}
