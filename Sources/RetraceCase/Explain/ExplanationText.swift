import RetraceCore

/// An explanation as text for people. Ids are shown with control characters and marks of direction escaped: they come
/// from logs.
public enum ExplanationText {
    /// The whole text, with a line feed at its end.
    public static func text(_ explanation: Explanation) -> String {
        var lines = ["Account \(clean(explanation.account))" + about(explanation)]
        lines += explanation.remarks.flatMap { ["", clean($0)] }
        if !explanation.timeline.isEmpty { lines += ["", "What happened:"] }
        for entry in explanation.timeline { lines += told(entry) }
        guard explanation.isKnown else { return lines.joined(separator: "\n") + "\n" }
        for side in Side.allCases {
            let word = side == .before ? "Before" : "Since"
            lines += ["", "\(word) the cutoff \(explanation.cutoff):"]
            for count in explanation.counts where count.side == side.name { lines.append(told(count)) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func about(_ explanation: Explanation) -> String {
        let parts = [
            explanation.person.map { "person \(clean($0))" },
            explanation.country.map { "lives in \(clean($0))\(explanation.region.map { ", \(clean($0))" } ?? "")" },
        ].compactMap { $0 }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
    }

    private static func told(_ entry: Explanation.Entry) -> [String] {
        var lines = ["  \(entry.ts)  \(clean(entry.text))"]
        if let verdict = entry.verdict, let because = entry.because {
            lines.append("      \(verdict): \(clean(because))")
        }
        if !entry.decides.isEmpty { lines.append("      puts it in: \(entry.decides.joined(separator: ", "))") }
        lines.append("      \(clean(entry.file)):\(entry.line)\(entry.check.map { " (\($0))" } ?? "")")
        return lines
    }

    private static func told(_ count: Explanation.Membership) -> String {
        "  \(count.isIn ? "in    " : "not in") \(count.count) (\(count.bound)): \(count.reason)"
    }

    private static func clean(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
