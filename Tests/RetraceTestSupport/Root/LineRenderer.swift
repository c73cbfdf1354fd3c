import RetraceCore

/// Writes a line as JSON in one of the many forms that mean the same.
enum LineRenderer {
    /// The bytes of a line, without a line feed; those of a malformed line as they are.
    static func render(_ line: LogLine, _ style: LineStyle, using random: inout SplitMix64) -> [UInt8] {
        if case .malformed(let line) = line { return line.bytes }
        var members = line.fields.compactMap { member($0, style, using: &random) }
        if random.chance(style.unknown) {
            members += UnknownFields.some(besides: line.fields.map(\.key), using: &random)
        }
        if random.chance(style.shuffled) { members.shuffle(using: &random) }
        return object(members, style, using: &random)
    }

    /// A field as a member; nil when it is left out.
    private static func member(
        _ field: LogField, _ style: LineStyle, using random: inout SplitMix64
    ) -> JSONMember? {
        let isOptional: Bool
        if case .action(_, isDefault: true) = field.value { isOptional = true } else { isOptional = field.value == nil }
        if isOptional && random.chance(20) { return JSONMember(field.key, "null") }
        guard let value = field.value, !isOptional || random.chance(50) else { return nil }
        return JSONMember(
            key: Array(field.key.utf8), value: ValueRenderer.render(value, style, using: &random))
    }

    private static func object(
        _ members: [JSONMember], _ style: LineStyle, using random: inout SplitMix64
    ) -> [UInt8] {
        var bytes = space(style, using: &random) + [UInt8(ascii: "{")]
        for (index, member) in members.enumerated() {
            if index > 0 { bytes += [UInt8(ascii: ",")] }
            bytes += space(style, using: &random)
            bytes += StringRenderer.render(LogText(bytes: member.key), style.escaped, using: &random)
            bytes += space(style, using: &random) + [UInt8(ascii: ":")] + space(style, using: &random)
            bytes += member.value + space(style, using: &random)
        }
        return bytes + [UInt8(ascii: "}")] + space(style, using: &random)
    }

    /// White space of JSON, a carriage return alone included.
    static func space(_ style: LineStyle, using random: inout SplitMix64) -> [UInt8] {
        random.chance(style.spaced) ? Array(random.pick([" ", " ", "\t", "   ", "\r"]).utf8) : []
    }
}
