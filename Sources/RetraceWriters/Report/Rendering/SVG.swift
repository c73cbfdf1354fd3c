/// Small parts of drawings. Positions are in percent of the width, so that a drawing fits any page without a script.
enum SVG {
    /// `12.34%` of 0.1234.
    static func percent(_ share: Double) -> String { number(share * 100) + "%" }

    /// With two decimals at most, the same in every locale.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// An element; attributes stand in the order given and are escaped, content is taken as it is.
    static func element(_ name: String, _ attributes: [(String, String)], _ content: String = "") -> String {
        let text = attributes.map { " \($0.0)=\"\(TextEscaper.html($0.1))\"" }.joined()
        return content.isEmpty ? "<\(name)\(text)/>" : "<\(name)\(text)>\(content)</\(name)>"
    }

    /// Words at a place.
    static func text(_ words: String, x: String, y: String, anchor: String = "start", style: String) -> String {
        element(
            "text", [("x", x), ("y", y), ("text-anchor", anchor), ("class", style)], TextEscaper.html(words))
    }
}
