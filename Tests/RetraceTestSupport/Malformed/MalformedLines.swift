import RetraceCore

/// Makes lines that must be rejected, each by breaking one thing of a line that would be accepted.
public enum MalformedLines {
    /// A malformed line of a stream, of any kind that the stream can have.
    public static func any(of stream: LogStream, using random: inout SplitMix64) -> LogLine.Malformed {
        while true {
            let kind = random.pick(MalformedKind.allCases)
            if let line = make(kind, of: stream, using: &random) { return line }
        }
    }

    /// A malformed line of a kind; nil where the stream has no field that can be wrong in that way.
    public static func make(
        _ kind: MalformedKind, of stream: LogStream, using random: inout SplitMix64
    ) -> LogLine.Malformed? {
        let sample = SampleLine.line(of: stream)
        let bytes: [UInt8]?
        switch kind {
        case .missingField, .nullField:
            bytes = withoutValue(sample, spelled: kind == .nullField, using: &random)
        case .repeatedKey, .repeatedKeyByEscape:
            bytes = repeated(sample, escaped: kind == .repeatedKeyByEscape, using: &random)
        case .loneSurrogate, .invalidUTF8, .controlCharacter, .badLiteral, .badSyntax:
            bytes = withFragment(BadFragments.all(kind), in: sample, using: &random)
        case .trailingGarbage, .twoObjects, .notAnObject, .truncated, .byteOrderMark:
            bytes = wholeLine(kind, PlainJSON.bytes(sample), using: &random)
        default:
            bytes = withBadValue(kind, in: sample, using: &random)
        }
        return bytes.map { LogLine.Malformed(stream, kind, bytes: $0) }
    }

    private static func withoutValue(_ line: LogLine, spelled: Bool, using random: inout SplitMix64) -> [UInt8] {
        let key = random.pick(line.fields.filter(\.isRequired)).key
        var members = PlainJSON.members(line)
        members.removeAll { $0.key == Array(key.utf8) }
        return PlainJSON.object(spelled ? members + [JSONMember(key, "null")] : members)
    }

    private static func repeated(_ line: LogLine, escaped: Bool, using random: inout SplitMix64) -> [UInt8] {
        let members = PlainJSON.members(line).shuffled(using: &random)
        var pieces = members.map(PlainJSON.piece)
        let value = random.chance(30) ? Array("null".utf8) : members[0].value
        let key = String(decoding: members[0].key, as: UTF8.self)
        // `a` becomes `\u0061`, in the first or in the last character of the key.
        let position = random.chance(50) ? key.startIndex : key.index(before: key.endIndex)
        let escape = "\\u00" + String(key[position].asciiValue ?? 0, radix: 16)
        let spelled = escaped ? key.replacingCharacters(at: position, with: escape) : key
        pieces.append(Array("\"\(spelled)\":".utf8) + value)
        return PlainJSON.object(pieces: pieces.shuffled(using: &random))
    }

    /// A line with a fragment that JSON does not allow: as the value of an unknown field, nested or not, or, if it is a
    /// string, as its key.
    private static func withFragment(
        _ fragments: [[UInt8]], in line: LogLine, using random: inout SplitMix64
    ) -> [UInt8] {
        let fragment = random.pick(fragments)
        var pieces = PlainJSON.members(line).map(PlainJSON.piece)
        let isString = fragment.first == UInt8(ascii: "\"")
        let piece: [UInt8] =
            switch random.number(0...(isString ? 3 : 2)) {
            case 0: Array("\"extra\":".utf8) + fragment
            case 1: Array("\"extra\":{\"deep\":[1,".utf8) + fragment + Array("]}".utf8)
            case 2: Array("\"extra\":[[".utf8) + fragment + Array("]]".utf8)
            default: fragment + Array(":1".utf8)
            }
        pieces.insert(piece, at: random.number(0...pieces.count))
        return PlainJSON.object(pieces: pieces)
    }

    private static func withBadValue(
        _ kind: MalformedKind, in line: LogLine, using random: inout SplitMix64
    ) -> [UInt8]? {
        let fields = line.fields.filter { field in
            field.value.map { !BadValues.all(kind, instead: $0).isEmpty } ?? false
        }
        guard !fields.isEmpty else { return nil }
        let field = random.pick(fields)
        let values = field.value.map { BadValues.all(kind, instead: $0) } ?? []
        let members = PlainJSON.members(line).map { member in
            member.key == Array(field.key.utf8) ? JSONMember(field.key, random.pick(values)) : member
        }
        return PlainJSON.object(members.shuffled(using: &random))
    }

    private static func wholeLine(
        _ kind: MalformedKind, _ object: [UInt8], using random: inout SplitMix64
    ) -> [UInt8] {
        switch kind {
        case .trailingGarbage: object + Array(random.pick(BadFragments.garbage).utf8)
        case .twoObjects: object + Array(random.pick(["", " ", "\t"]).utf8) + object
        case .notAnObject:
            random.chance(20)
                ? Array("[".utf8) + object + Array("]".utf8) : Array(random.pick(BadFragments.otherValues).utf8)
        case .truncated: Array(object.prefix(random.number(1...object.count - 1)))
        default: [0xEF, 0xBB, 0xBF] + object
        }
    }
}

extension String {
    fileprivate func replacingCharacters(at position: Index, with text: String) -> String {
        self[..<position] + text + self[index(after: position)...]
    }
}
