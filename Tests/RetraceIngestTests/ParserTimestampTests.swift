import CSimdjson
import RetraceCore
import RetraceTestSupport
import Testing

/// The parser's time stamps against the readable definition.
@Suite struct ParserTimestampTests {
    private func parse(_ bytes: [UInt8]) -> Int64? {
        // Its callers hand it a part of a padded block.
        let padded = bytes + [UInt8](repeating: 0x30, count: 32)
        var milliseconds: Int64 = 0
        return rt_parse_timestamp(padded, bytes.count, &milliseconds) ? milliseconds : nil
    }

    @Test func bothAgree() {
        var random = SplitMix64(seed: 77)
        var valid = 0
        for _ in 0..<20_000 {
            var text = Array(stamp(using: &random).utf8)
            for _ in 0..<random.pick([0, 0, 1, 1, 2]) where !text.isEmpty {
                let position = random.number(0...text.count - 1)
                switch random.number(0...3) {
                case 0: text.remove(at: position)
                case 1: text.insert(random.pick(Array("0123456789:.-+TtZz ".utf8)), at: position)
                case 2: text[position] = UInt8(random.number(0...255))
                default: text[position] = random.pick(Array("0123456789:.-+TtZz".utf8))
                }
            }
            let expected = Timestamp.parse(text)?.milliseconds
            if parse(text) != expected { Issue.record("\(String(decoding: text, as: UTF8.self))") }
            valid += expected == nil ? 0 : 1
        }
        #expect(valid > 3000 && valid < 17_000)
    }

    @Test func aDateOfZeroBytesIsNone() {
        #expect(parse([UInt8](repeating: 0, count: 10) + Array("T00:00:00Z".utf8)) == nil)
        let date = String(repeating: "\\u0000", count: 10)
        let line = "{\"ts\":\"\(date)T00:00:00Z\",\"account_id\":1,\"audience_id\":2}"
        #expect(BothParsers().accepts(Array(line.utf8), .matches) == false)
    }

    /// A stamp of the right form, mostly with numbers in range.
    private func stamp(using random: inout SplitMix64) -> String {
        func two(_ range: ClosedRange<Int>) -> String {
            let number = random.number(range)
            return number < 10 ? "0\(number)" : "\(number)"
        }
        let year = random.pick(["2019", "2020", "1900", "2000", "0001", "9999", "0000", "1969", "1970"])
        let date = "\(year)-\(two(1...12))-\(two(1...random.pick([28, 31])))"
        let time = "\(two(0...random.pick([23, 24]))):\(two(0...59)):\(two(0...random.pick([59, 60])))"
        let fraction = random.pick(["", "", ".", ".1", ".12", ".123", ".9999", ".000000000000000000000001"])
        let zone = random.pick([
            "Z", "z", "+00:00", "-00:00", "+\(two(0...24)):\(two(0...60))", "-\(two(0...23)):\(two(0...59))", "",
        ])
        return date + random.pick(["T", "t", " "]) + time + fraction + zone
    }
}
