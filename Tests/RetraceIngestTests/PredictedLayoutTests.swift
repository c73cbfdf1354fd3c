import RetraceCore
@testable import RetraceTestSupport
import Testing

/// The plain walk predicts what stands between the values of a line from the lines before it. Whatever changes from line to
/// line, it must neither misread one nor leave it to the judge.
@Suite struct PredictedLayoutTests {
    @Test func layoutsMayChangeFromLineToLine() {
        let parsers = BothParsers()
        var random = SplitMix64(seed: 21)
        var text: [UInt8] = []
        let count = 3000
        for _ in 0..<count { text += Array((line(&random) + "\n").utf8) }
        let found = parsers.parse(text, .matches)
        #expect(found.walk == found.judge)
        #expect(found.walk.accepted.count == count)
        #expect(found.walked == count)
    }

    @Test func repeatedKeysAreFoundWhereTheyArePredicted() {
        let parsers = BothParsers()
        let member = "\"account_id\":\"7\","
        let line = "{\"ts\":1567382589791,\(member)\"audience_id\":\"1\"}\n"
        let twice = "{\"ts\":1567382589791,\(member)\(member)\"audience_id\":\"1\"}\n"
        let found = parsers.parse(Array((line + twice + twice + line).utf8), .matches)
        #expect(found.walk == found.judge)
        #expect(found.walk.rejected.keys.sorted() == [1, 2])
    }

    /// A match with its fields in any order, ids as strings or integers, spaces where JSON allows them, and fields that the
    /// stream does not know.
    private func line(_ random: inout SplitMix64) -> String {
        var members = [
            ("ts", random.pick(["1567382589791", "\"2019-09-02T00:03:09.791Z\"", "\"2019-09-03T01:02:03Z\""])),
            ("account_id", id(&random)), ("audience_id", id(&random)),
        ]
        if random.chance(70) { members.append(("event_id", id(&random))) }
        if random.chance(50) { members.append(("id_type", random.pick(["\"email\"", "\"phone\"", "null"]))) }
        if random.chance(70) {
            members.append(("id_hash", "\"" + String(repeating: random.pick(["0aF9", "b3C7"]), count: 16) + "\""))
        }
        for _ in 0..<random.number(0...2) {
            let key = random.pick(["host", "h", "a_key_that_is_far_longer_than_what_is_predicted_of_it"])
            members.append((key, random.pick(["\"x\"", "\"\"", "1.5e3", "null", "[1,{\"a\":\"b\"}]", "true"])))
        }
        if random.chance(30) { members.swapAt(random.number(0...members.count - 1), 0) }
        let comma = random.pick([",", ", ", " ,"])
        let colon = random.pick([":", ": ", " : "])
        let body = members.map { "\"\($0.0)\"\(colon)\($0.1)" }.joined(separator: comma)
        return random.pick(["{", "{ "]) + body + random.pick(["}", " }", "}\r"])
    }

    private func id(_ random: inout SplitMix64) -> String {
        let digits = String(random.number(1...999_999_999))
        return random.chance(50) ? digits : "\"" + String(repeating: digits, count: random.number(1...6)) + "\""
    }
}
