/// JSON values that a field may not have, though all of them but a few are JSON.
enum BadValues {
    /// What breaks a field with a value like `value` in the way of `kind`; empty where nothing can.
    static func all(_ kind: MalformedKind, instead value: LogField.Value) -> [String] {
        switch (kind, value) {
        case (.wrongType, _): wrongTypes(value)
        case (.badTimestamp, .instant): timestamps.map { "\"\($0)\"" } + timestampNumbers
        case (.badHash, .hash): hashes.map { "\"\($0)\"" }
        case (.emptyId, .id), (.emptyText, .text): ["\"\""]
        case (.emptyId, .ids): ["[\"\"]", "[\"b\",\"\"]"]
        case (.badNumberId, .id): numbers
        case (.badNumberId, .ids): numbers.map { "[1,\($0)]" }
        case (.badIdType, .idType):
            ["mail", "Email", "PHONE", "", "email ", "e-mail", "phone\\u0000"].map { "\"\($0)\"" }
        case (.badAction, .action(let text, _)): actions(like: text).map { "\"\($0)\"" }
        case (.badIdList, .ids): idLists
        default: []
        }
    }

    private static func wrongTypes(_ value: LogField.Value) -> [String] {
        let never = ["true", "false", "{}", "{\"a\":1}"]
        switch value {
        case .instant, .id: return never + ["[]", "[1]", "[\"a\"]"]
        case .text, .hash, .idType, .action: return never + ["[]", "5", "0", "[\"add\"]"]
        case .ids: return never + ["5", "\"b\""]
        }
    }

    private static func actions(like text: LogText) -> [String] {
        let never = ["", "Add", "ADD", "added", "remove ", "Create", "del"]
        return never + (text == "create" ? ["add", "remove"] : ["create", "delete"])
    }

    private static let numbers = [
        "-1", "-0", "1.0", "0.0", "-0.0", "1e3", "1E0", "0e0", "0.5", "18446744073709551616", "36893488147419103233",
        "100000000000000000000000000000001", "-18446744073709551615", "01", "00",
    ]

    private static let idLists = [
        "\"b\"", "5", "{}", "{\"0\":\"b\"}", "true", "[null]", "[\"b\",null]", "[true]", "[[\"b\"]]", "[{}]", "[1.5]",
        "[-0]",
    ]

    private static let timestampNumbers = [
        "1568678400000.0", "1568678400000.5", "1.5686784e12", "1e12", "-0", "-0.0", "253402300800000",
        "-62135596800001",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551615",
        "100000000000000000000000", "01568678400000",
    ]

    /// Texts that are no time stamp.
    static let timestamps = [
        "", "2019-09-17", "2019-09-17T00:00:00", "2019-09-17 00:00:00Z", "2019-09-17_00:00:00Z", "2019-09-17T00:00:60Z",
        "2019-09-17T23:59:60Z", "2019-09-17T24:00:00Z", "2019-09-17T00:60:00Z", "2019-02-30T00:00:00Z",
        "2019-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2019-04-31T00:00:00Z", "2019-13-01T00:00:00Z",
        "2019-00-10T00:00:00Z", "2019-09-00T00:00:00Z", "2019-09-32T00:00:00Z", "2019-09-17T00:00:00.Z",
        "2019-09-17T00:00:00.+00:00", "2019-09-17T00:00:00,5Z", "2019-09-17T00:00:00.-5Z", "2019-09-17T00:00:00.5",
        "2019-09-17T00:00:00+02", "2019-09-17T00:00:00+0200", "2019-09-17T00:00:00+24:00", "2019-09-17T00:00:00+00:60",
        "2019-09-17T00:00:00+2:00", "2019-09-17T00:00:00 Z", "2019-09-17T00:00:00Z ", " 2019-09-17T00:00:00Z",
        "2019-09-17T00:00:00ZZ", "2019-09-17T00:00:00Z+00:00", "2019-09-17T00:00:00\u{2212}02:00",
        "2019-9-17T00:00:00Z",
        "19-09-17T00:00:00Z", "+2019-09-17T00:00:00Z", "2019-09-17T0:00:00Z", "2019-09-17T00:00Z", "20190917T000000Z",
        "2019-W38-2T00:00:00Z", "2019-260T00:00:00Z", "1568678400000", "\u{FF12}019-09-17T00:00:00Z",
        "0000-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z", "2019-09-17T00:00:00\\u005A\\u0000",
    ]

    private static let hashes: [String] = {
        let digits = LogText.hash(0xABC).string
        let long = "0" + digits
        return [
            "", String(digits.dropFirst()), long, String(digits.dropFirst(2)) + "0g", "0x" + digits.dropFirst(2),
            " " + digits.dropFirst(), digits + " ", String(digits.dropFirst()) + "\u{FF11}", "sha256:" + digits,
            String(digits.dropFirst(2)) + "\u{E9}", String(digits.dropFirst()) + "\\u0000", "-" + digits.dropFirst(),
        ]
    }()
}
