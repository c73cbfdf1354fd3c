import RetraceCore
import Testing

/// What is JSON (RFC 8259) and what is not, in fields that no stream knows.
@Suite struct GrammarTests {
    private let parsers = BothParsers()

    private func line(_ member: String) -> [UInt8] { Array("{\"account_id\":\"a\",\(member)}".utf8) }

    @Test(arguments: [
        "0", "-0", "-0.0", "0e0", "1E+2", "1e-2", "-1.5e10", "1e999", "-1e999", "1e-999",
        "123456789012345678901234567890",
        "-123456789012345678901234567890", "18446744073709551616", "9223372036854775808", "-9223372036854775809",
        "0.1000000000000000055511151231257827021181583404541015625", "[]", "{}", "[[]]", "[1,\"a\",null,true,false]",
        "{\"\":{\"\":[]}}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "\"\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\u0000\"",
        "\"\\uD83D\\uDE00\"", "\"\\ud83d\\ude00x\\ud83d\\ude00\"", "\"\\\\ud800\"",
        "\"\u{7F}\u{80}\u{FFFF}\u{10FFFF}\"", "\"\u{2028}\"",
        " 1 ", "\t1\t", "\r1\r", "[ 1 , 2 ]", "{ \"a\" : 1 }", "[1e999,-0,{\"a\":-0}]", "\"1e999:1\"",
        "[1e999,\"a\",-0]",
    ])
    func validValues(value: String) {
        #expect(parsers.accepts(line("\"x\":\(value)"), .accounts) == true)
        #expect(parsers.accepts(Array("{\"x\":[{\"y\":\(value)}],\"account_id\":7}".utf8), .accounts) == true)
    }

    @Test(arguments: [
        "", "01", "-01", "00", "+1", ".5", "1.", "1.e1", "1e", "1e+", "-", "- 1", "--1", "0x1", "1a", "1_0", "1 2",
        "NaN", "Infinity",
        "-Infinity", "nul", "True", "truefalse", "[", "]", "[1", "[1,]", "[,1]", "[1 2]", "{", "}", "{\"a\"}",
        "{\"a\":}", "{\"a\":1,}",
        "{a:1}", "{1:2}", "{1e999:2}", "{-0:2}", "{true:1}", "{[]:1}", "'a'", "\"a", "\"\\x\"", "\"\\u12\"",
        "\"\\u12G4\"", "\"\\\"",
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\\ud800x\\udc00\"", "\"\\udc00\\ud800\"", "\"\u{0}\"",
        "\"\u{1F}\"",
        "\"\t\"", "{\"\\ud800\":1}", "[1e999 2]", "[1e999\"a\"]", "1e999 1", "[1e999,01]", "{\"a\":1e999,1e5:1}",
        "{\"a\":-0,-0:1}",
        "{\"a\":1e999,-0:1}", "{\"a\":1e999,1:1}", "1e999-0", "\u{A0}1", "\u{B}1", "\u{C}1", "/**/1", "1//", "1}", "1]",
    ])
    func invalidValues(value: String) {
        #expect(parsers.accepts(line("\"x\":\(value)"), .accounts) == false)
        #expect(parsers.accepts(line("\"y\":1e999,\"x\":[\(value.isEmpty ? "," : value)]"), .accounts) == false)
    }

    @Test(arguments: [
        "1", "1.5", "1e999", "-0", "null", "true", "{}", "[]", "'x'", "x", "\"\\ud800\"", "\"\u{1}\"", "",
    ])
    func invalidKeys(key: String) {
        #expect(parsers.accepts(line("\(key):1"), .accounts) == false)
        #expect(parsers.accepts(line("\"x\":1e999,\(key):1"), .accounts) == false)
        #expect(parsers.accepts(line("\"x\":-0,\(key):1"), .accounts) == false)
    }

    @Test(arguments: [
        "{\"account_id\":0{\"x\":1}", "{\"account_id\":\"a\"{\"x\":\"b\"}", "{\"x\":1 {\"account_id\":\"a\"}",
        "{\"account_id\":0{\"x\":1}}", "{,\"account_id\":0}", "{{\"account_id\":0}", "{\"account_id\":0,{\"x\":1}}",
    ])
    func bracesStandBeforeTheFirstKeyAlone(line: String) {
        #expect(parsers.accepts(Array(line.utf8), .accounts) == false)
    }

    @Test(
        arguments: [
            [0xFF], [0x80], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF0, 0x9F, 0x93], [0xF5, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        let quote: [UInt8] = [0x22]
        let value = Array("{\"account_id\":\"a\",\"x\":".utf8) + quote + bytes + quote + [0x7D]
        let key = Array("{\"account_id\":\"a\",".utf8) + quote + bytes + quote + Array(":1}".utf8)
        let id = Array("{\"account_id\":".utf8) + quote + bytes + quote + [0x7D]
        for line in [value, key, id] { #expect(parsers.accepts(line, .accounts) == false) }
    }

    @Test(arguments: [
        "{\"account_id\":1,\"account_id\":1}", "{\"account_id\":1,\"account\\u005fid\":1}",
        "{\"account_id\":1,\"ts\":null,\"ts\":null}",
        "{\"account_id\":1,\"t\\u0073\":null,\"ts\":5}", "{\"account_id\":1} {\"account_id\":1}",
        "[{\"account_id\":1}]", "{\"account_id\":1},",
        "{\"account_id\":-0}", "{\"account_id\":1.0}", "{\"account_id\":1e0}", "{\"account_id\":18446744073709551616}",
        "{\"account_id\":\"\"}",
        "{\"account_id\":null}", "{}", "{\"account_id\":1,\"ts\":-0}", "{\"account_id\":1,\"country\":5}",
        "{\"account_id\":1,\"region\":\"\"}",
        "{\"account_id\":1,\"ts\":1e3}", "{\"account_id\":[]}", "{\"ACCOUNT_ID\":1}", "null", "-0", "1e999",
        "\u{FEFF}{\"account_id\":1}",
        "{\"account_id\":1}\u{0}", "{\"account_id\":\"a\\ud800\"}",
    ])
    func invalidLines(line: String) { #expect(parsers.accepts(Array(line.utf8), .accounts) == false) }

    @Test(arguments: [
        "{\"account_id\":0}", "{\"account_id\":18446744073709551615}", "{\"account\\u005fid\":\"\\u0061\"}",
        "\t {\"account_id\":1}\r",
        "{\"account_id\":1,\"ts\":-62135596800000}", "{\"account_id\":1,\"ts\":253402300799999}",
        "{\"account_id\":1,\"ts\":null}",
        "{\"x\":1,\"x\":2,\"account_id\":1}", "{\"account_id\":1,\"Ts\":\"x\"}", "{\"account_id\":\" \"}",
        "{\"account_id\":\"\\u0000\"}",
        "{\"account_id\":1,\"x\":{\"account_id\":2,\"account_id\":3}}",
    ])
    func validLines(line: String) { #expect(parsers.accepts(Array(line.utf8), .accounts) == true) }

    @Test func numbersAndStringsOfIdsAreTheSame() {
        let found = parsers.parse(
            Array(
                "{\"account_id\":42}\n{\"account_id\":\"42\"}\n{\"account_id\":\"\\u0034\\u0032\"}\n{\"account_id\":\"042\"}"
                    .utf8), .accounts)
        #expect(found.walk == found.judge)
        #expect(found.walk.accepted[0] == found.walk.accepted[1] && found.walk.accepted[0] == found.walk.accepted[2])
        #expect(found.walk.accepted[0] != found.walk.accepted[3])
    }
}
