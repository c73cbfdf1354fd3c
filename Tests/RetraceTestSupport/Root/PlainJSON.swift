import RetraceCore

/// The plainest JSON of a line: fields in order, absent ones left out, no escapes but those needed.
public enum PlainJSON {
    /// The line as one JSON object, or a malformed line's bytes; without a line feed.
    public static func bytes(_ line: LogLine) -> [UInt8] {
        if case .malformed(let line) = line { return line.bytes }
        return object(members(line))
    }

    /// An object of these members.
    static func object(_ members: [JSONMember]) -> [UInt8] {
        object(pieces: members.map(piece))
    }

    /// An object of members that are text already.
    static func object(pieces: [[UInt8]]) -> [UInt8] {
        Array("{".utf8) + Array(pieces.joined(separator: Array(",".utf8))) + Array("}".utf8)
    }

    /// A member as text.
    static func piece(_ member: JSONMember) -> [UInt8] {
        string(LogText(bytes: member.key)) + Array(":".utf8) + member.value
    }

    /// The members of a line's object, absent fields left out.
    static func members(_ line: LogLine) -> [JSONMember] {
        line.fields.compactMap { field in
            field.value.map { JSONMember(key: Array(field.key.utf8), value: value($0)) }
        }
    }

    /// The value of a field.
    static func value(_ value: LogField.Value) -> [UInt8] {
        switch value {
        case .instant(let instant): string(LogText(instant.rfc3339))
        case .id(let text), .text(let text), .hash(let text), .action(let text, _): string(text)
        case .idType(let type): string(LogText(type.rawValue))
        case .ids(let list):
            Array("[".utf8) + Array(list.map(string).joined(separator: Array(",".utf8))) + Array("]".utf8)
        }
    }

    /// A string literal of a text; only what must be escaped is.
    static func string(_ text: LogText) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        return [quote]
            + text.bytes.flatMap { byte -> [UInt8] in
                switch byte {
                case quote, UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
                case 0..<0x20: Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
                default: [byte]
                }
            } + [quote]
    }
}
