/// Puts fields together to a line, with all the freedom that JSON and the model leave.
struct UntidyLine {
    /// Fields that no stream uses, or that the stream at hand doesn't use, whatever they look like elsewhere.
    private static let unknown = [
        #""host":"ads-17""#, #""request_id":"b3f1c09a""#, #""empty":{}"#, #""":0"#, #""list":[[],[[]],{"a":[{}]}]"#,
        #""huge":123456789012345678901234567890123456789012345678901234567890"#, #""huge":1e400,"tiny":-1E-400"#,
        #""nested":{"account_id":-1,"ts":"never","audience_ids":{"id_hash":null},"deep":[{"a":{"b":{"c":[1,2,3]}}}]}"#,
        #""note":"}{][,:\"\\\/\b\f\n\r\t\u0000""#, #""emoji":"\ud83d\ude00 😀 é 漢""#, #""twice":1,"twice":"two""#,
        #""Account_ID":"42""#, #""TS":0"#, #""flag":true,"other":false,"none":null"#, #""number":-0.0e-0"#,
        #""account_id ":7"#, #""idHash":"xyz""#, #""long":"\#(String(repeating: "x", count: 900))""#,
    ].map { Array($0.utf8) }

    private static let gaps = ["", "", "", " ", "  ", "\t", " \t "].map { Array($0.utf8) }

    /// The line's object, without an end.
    static func object(_ fields: [UntidyFields.Field], extra: [UInt8]? = nil, _ dice: inout Dice) -> [UInt8] {
        var pieces = fields.map { piece($0, &dice) }
        if dice.chance(350) { pieces.insert(dice.pick(unknown), at: dice.below(pieces.count + 1)) }
        if let extra { pieces.insert(extra, at: dice.below(pieces.count + 1)) }
        let isAiry = dice.chance(150)
        let gap = isAiry ? dice.pick(gaps) : []
        var line = [UInt8(ascii: "{")] + gap
        for (place, piece) in pieces.enumerated() {
            if place > 0 { line += [UInt8(ascii: ",")] + gap }
            line += piece
        }
        line += gap + [UInt8(ascii: "}")]
        return isAiry && dice.chance(500) ? dice.pick(gaps) + line + dice.pick(gaps) : line
    }

    /// A key and its value.
    static func piece(_ field: UntidyFields.Field, _ dice: inout Dice) -> [UInt8] {
        let key = Array(field.key.utf8)
        var piece = [UInt8(ascii: "\"")] + (dice.chance(30) ? UntidyFields.escaped(key, &dice) : key)
        piece += [UInt8(ascii: "\""), UInt8(ascii: ":")]
        if dice.chance(100) { piece.append(UInt8(ascii: " ")) }
        return piece + field.value
    }

    /// A line feed, or a carriage return and one.
    static func end(_ dice: inout Dice) -> [UInt8] { dice.chance(250) ? [0x0D, 0x0A] : [0x0A] }
}
