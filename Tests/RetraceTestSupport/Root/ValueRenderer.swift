import RetraceCore

/// Writes the value of a field as JSON in one of the forms that mean the same.
enum ValueRenderer {
    /// The JSON text of a value.
    static func render(
        _ value: LogField.Value, _ style: LineStyle, using random: inout SplitMix64
    ) -> [UInt8] {
        switch value {
        case .instant(let instant): return timestamp(instant, style, using: &random)
        case .id(let text): return id(text, style, using: &random)
        case .ids(let list): return ids(list, style, using: &random)
        case .hash(let text): return hash(text, style, using: &random)
        case .text(let text), .action(let text, _):
            return StringRenderer.render(text, style.escaped, using: &random)
        case .idType(let type):
            return StringRenderer.render(LogText(type.rawValue), style.escaped, using: &random)
        }
    }

    private static func timestamp(
        _ instant: Instant, _ style: LineStyle, using random: inout SplitMix64
    ) -> [UInt8] {
        let text = TimestampRenderer.render(instant, using: &random)
        if text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) { return Array(text.utf8) }
        return StringRenderer.render(LogText(text), style.escaped, using: &random)
    }

    /// A decimal id as a string or as an integer, any other as a string.
    private static func id(_ text: LogText, _ style: LineStyle, using random: inout SplitMix64) -> [UInt8] {
        if let number = UInt64(text.string), LogText(String(number)) == text, random.chance(50) { return text.bytes }
        return StringRenderer.render(text, style.escaped, using: &random)
    }

    private static func ids(_ list: [LogText], _ style: LineStyle, using random: inout SplitMix64) -> [UInt8] {
        var bytes = [UInt8(ascii: "[")] + LineRenderer.space(style, using: &random)
        for (index, text) in list.enumerated() {
            if index > 0 { bytes += [UInt8(ascii: ",")] }
            bytes += LineRenderer.space(style, using: &random) + id(text, style, using: &random)
            bytes += LineRenderer.space(style, using: &random)
        }
        return bytes + [UInt8(ascii: "]")]
    }

    /// Digits in lower case, in upper case or mixed.
    private static func hash(_ text: LogText, _ style: LineStyle, using random: inout SplitMix64) -> [UInt8] {
        let upperPercent = random.pick([0, 0, 50, 100])
        let digits = text.bytes.map { byte in
            byte >= UInt8(ascii: "a") && random.chance(upperPercent) ? byte - 0x20 : byte
        }
        return StringRenderer.render(LogText(bytes: digits), style.escaped, using: &random)
    }
}
