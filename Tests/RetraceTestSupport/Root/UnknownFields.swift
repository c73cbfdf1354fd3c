/// Fields that no reader knows and every reader must skip, though not without looking whether they are JSON.
enum UnknownFields {
    /// One to four members whose keys are none of `known`; a key may repeat.
    static func some(besides known: [String], using random: inout SplitMix64) -> [JSONMember] {
        let free = keys.filter { !known.contains($0) }
        var members = (0..<random.number(1...3)).map { _ in JSONMember(random.pick(free), random.pick(values)) }
        if random.chance(30) { members.append(JSONMember(members[0].key, random.pick(values))) }
        return members
    }

    /// Some are keys of other streams, some are almost a key of this one.
    private static let keys = [
        "x", "meta", "", "TS", "Ts", "ts ", "tss", "t", "accountId", "account_id\u{0}", "Account_Id", "audience", "id",
        "\u{E9}",
        "\"", "\\", "a.b", "action ", "ts", "account_id", "audience_id", "event_id", "audience_ids", "purpose",
        "id_hash",
        "id_type", "country", "person_id", "product", "action", "recipient_id", "\u{1F4F1}",
    ]

    private static let values = [
        "null", "true", "false", "0", "-1", "1e400", "-1.5E-400", "0.1", "123456789012345678901234567890", "1E+2", "[]",
        "{}",
        "[[[[[[[[[[[[1]]]]]]]]]]]]", #"{"ts":1,"ts":2,"account_id":{"account_id":[null]}}"#,
        #"[1,"a",{"b":[true,{}]}]"#,
        #""text""#, #""\u0041\n\"\\\/\b\f\r\t""#, #""\ud83d\udcf1""#, #""}{][,:""#, #""//""#, #"[ 1 , { "a" : "}" } ]"#,
        "\"\u{1F4F1}\u{FEFF}\u{2028}\u{7F}\"", #"{"":{"":[""]}}"#, "1" + String(repeating: "0", count: 400),
        "\"" + String(repeating: "long ", count: 60) + "\"",
        String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
    ]
}
