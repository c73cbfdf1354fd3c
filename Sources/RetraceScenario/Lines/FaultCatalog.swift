import RetraceCore

/// Every kind of bad line, by stream.
struct FaultCatalog {
    private let faults: [[Fault]]

    init() {
        faults = LogStream.allCases.map { stream in
            Self.anywhere + Self.fields(of: stream) + Self.keys(of: stream).map(Fault.repeated)
        }
    }

    /// A fault of a stream. A removal needs no purpose, so one without is no fault.
    func pick(_ draft: Draft, _ dice: inout Dice) -> Fault {
        let candidates = faults[Int(draft.stream.rawValue)]
        while true {
            let fault = dice.pick(candidates)
            if case .missing("purpose") = fault, draft.action == .reverse { continue }
            if case .value("purpose", Self.null) = fault, draft.action == .reverse { continue }
            return fault
        }
    }

    private static let null = Array("null".utf8)

    // MARK: Faults of form

    private static let anywhere: [Fault] = whole + pieces

    private static let whole: [Fault] =
        [
            "null", "42", "\"text\"", "[]", "{}", "{", "}", "garbage", "{]", "true false", "\\", "\"", "'", "{\"a\"}",
            "\u{0}",
        ].map { .instead(Array($0.utf8)) } + [
            // The space keeps a file that begins with such a line from looking compressed.
            .instead([0xFF]), .instead([0x20, 0x1F, 0x8B, 0x08]), .instead([0x20, 0x28, 0xB5, 0x2F, 0xFD]),
            .around(Array("[".utf8), Array("]".utf8)), .around([], Array(",".utf8)), .around([], Array(" {}".utf8)),
            .around([], Array("x".utf8)), .around([], Array(" // why".utf8)), .around(Array("/* */".utf8), []),
            .around([], [0]), .around([0xC2, 0xA0], []), .around([], [0x0C]), .around([0x0B], []),
            .around([], [0xEF, 0xBB, 0xBF]), .around(Array(",".utf8), []), .around([], Array("}".utf8)),
            .cut(1), .cut(2), .cut(9), .cut(20),
        ]

    /// Pieces that stand where a field would, in fields that nobody reads.
    private static let pieces: [Fault] =
        [
            "\"x\":01", "\"x\":1.", "\"x\":.5", "\"x\":+1", "\"x\":-", "\"x\":1e", "\"x\":0x1F", "\"x\":NaN",
            "\"x\":Infinity", "\"x\":nul", "\"x\":True", "\"x\":tru", "\"x\":", "\"x\"", "x:1", "'x':1", ":1", "",
            "1:1", "\"x\":1 2",
            "\"x\":[1,]", "\"x\":[,1]", "\"x\":[1 2]", "\"x\":{\"a\"}", "\"x\":{\"a\":1,}", "\"x\":{a:1}", "\"x\":[1}",
            "\"x\":{\"a\":1]", "\"x\":\"\\x41\"", "\"x\":\"\\u12\"", "\"x\":\"\\u00g0\"", "\"x\":\"\\ud83d\"",
            "\"x\":\"\\ude00\"", "\"x\":\"\\ud83d\\u0041\"", "\"x\":\"\\ude00\\ud83d\"", "\"\\ud800\":1",
            "\"x\":\"a\tb\"",
            "\"x\":\"\u{1}\"", "\"x\":'y'", "\"x\":\"y\"\"z\"", "\"x\":1,,\"y\":2", "\"x\":--1", "\"x\":1e+",
            "\"x\":00",
        ].map { .extra(Array($0.utf8)) } + notUTF8

    /// A stray byte, a stray continuation, an overlong slash, half a character, a surrogate, and one beyond the last.
    private static let notUTF8: [Fault] = [
        [0xFF], [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ].map { .extra(Array("\"x\":\"".utf8) + $0 + Array("\"".utf8)) }

    // MARK: Faults of fields

    private static func fields(of stream: LogStream) -> [Fault] {
        let account = stream == .audiences || stream == .uploads ? [] : ids("account_id", isNeeded: true)
        // A time is optional in `accounts` alone.
        let times = stream == .accounts ? FaultyTimes.wrong : FaultyTimes.wrong + needed("ts")
        switch stream {
        case .identifiers:
            return times + account + types(isNeeded: true) + hashes(isNeeded: true) + actions(not: "create")
                + words("purpose") + needed("purpose")
        case .audiences:
            return times + ids("audience_id", isNeeded: true) + words("product") + ids("advertiser_id", isNeeded: false)
                + ids("partner_id", isNeeded: false) + actions(not: "add")
        case .uploads:
            return times + ids("audience_id", isNeeded: true) + types(isNeeded: true) + hashes(isNeeded: true)
                + actions(not: "delete")
        case .matches:
            return times + account + ids("audience_id", isNeeded: true) + ids("event_id", isNeeded: false)
                + types(isNeeded: false) + hashes(isNeeded: false) + actions(not: "create")
        case .impressions:
            return times + account + ids("event_id", isNeeded: false) + ids("line_item_id", isNeeded: false)
                + words("country") + lists
        case .disclosures:
            return times + account + ids("event_id", isNeeded: false) + ids("recipient_id", isNeeded: true)
                + types(isNeeded: false) + hashes(isNeeded: true)
        case .accounts:
            return times + account + ids("person_id", isNeeded: false) + words("country") + words("region")
        }
    }

    private static func needed(_ key: String) -> [Fault] { [.missing(key), Fault(key, is: "null")] }

    private static func ids(_ key: String, isNeeded: Bool) -> [Fault] {
        [
            "\"\"", "-1", "-0", "1.0", "1e3", "18446744073709551616", "true", "[]", "{}", "[\"1\"]", "007", "+7", "0x7",
            "123456789012345678901234567890",
        ].map { Fault(key, is: $0) } + (isNeeded ? needed(key) : [])
    }

    private static func words(_ key: String) -> [Fault] {
        ["\"\"", "0", "1.5", "true", "[]", "{}", "[\"a\"]", "\"\\ud800\""].map { Fault(key, is: $0) }
    }

    private static func types(isNeeded: Bool) -> [Fault] {
        ["\"\"", "\"Email\"", "\"PHONE\"", "\"mail\"", "\"email \"", "\"device\"", "1", "false", "[\"email\"]"].map {
            Fault("id_type", is: $0)
        } + (isNeeded ? needed("id_type") : [])
    }

    private static func hashes(isNeeded: Bool) -> [Fault] {
        let good = String(repeating: "a1", count: 32)
        return [
            "\"\"", "\"\(good.dropLast())\"", "\"\(good)0\"", "\"\(good.dropLast())g\"", "\" \(good)\"",
            "\"0x\(good)\"", "\"\(good.dropLast())\\u0000\"", "\"someone@example.org\"", "\"+15550100\"", "1", "true",
            "{}", "[\"\(good)\"]",
        ].map { Fault("id_hash", is: $0) } + (isNeeded ? needed("id_hash") : [])
    }

    private static func actions(not word: String) -> [Fault] {
        ["\"\"", "\"ADD\"", "\"Remove\"", "\"removed\"", "\"\(word)\"", "1", "false", "[]", "\"add \""].map {
            Fault("action", is: $0)
        }
    }

    private static let lists: [Fault] =
        [
            "\"4000000\"", "4000000", "{}", "true", "[null]", "[\"\"]", "[1.5]", "[-1]", "[[4000000]]",
            "[4000000,true]", "[4000000,{}]", "[\"4000000\",\"\"]", "[18446744073709551616]", "[1e3]", "[4000000,]",
            "[4000000 4000007]",
        ].map { Fault("audience_ids", is: $0) } + needed("audience_ids")

    private static func keys(of stream: LogStream) -> [String] {
        switch stream {
        case .identifiers: ["ts", "account_id", "id_type", "id_hash", "purpose", "action"]
        case .audiences: ["ts", "audience_id", "product", "advertiser_id", "partner_id", "action"]
        case .uploads: ["ts", "audience_id", "id_type", "id_hash", "action"]
        case .matches: ["ts", "event_id", "account_id", "audience_id", "id_type", "id_hash", "action"]
        case .impressions: ["ts", "event_id", "account_id", "audience_ids", "line_item_id", "country"]
        case .disclosures: ["ts", "event_id", "account_id", "recipient_id", "id_type", "id_hash"]
        case .accounts: ["account_id", "person_id", "country", "region", "ts"]
        }
    }
}
