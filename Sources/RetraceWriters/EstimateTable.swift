import RetraceCore
import RetraceStatistics

/// What the counts would be with complete logs, where the logs are not; nothing where they are.
enum EstimateTable {
    private static let words: [(kind: CountKind, name: String)] = [
        (.atRisk, "at risk"), (.matched, "matched"), (.solelyMatched, "solely matched"), (.reached, "reached"),
        (.disclosed, "disclosed"),
    ]

    /// A section: a line for each count of either side, then why counts are not estimated, and what estimates assume.
    static func lines(_ result: ReplayResult) -> [String] {
        guard let estimates = result.estimates else { return [] }
        let sides = estimates.persons ?? estimates.accounts
        let all = Side.allCases.flatMap { side in words.compactMap { sides[side][$0.kind.name] } }
        guard all.contains(where: { [$0.lower, $0.upper].contains { $0.method != "exact" } }) else { return [] }
        let noun = estimates.persons == nil ? "accounts" : "persons"
        let heading = "If the logs were complete: \(noun), with \(percent(all)) confidence"
        let rows = Side.allCases.flatMap { side in
            words.map { row(sides[side][$0.kind.name], "\($0.name), \(side == .before ? "before" : "since")") }
        }
        return [heading] + rows + notes(all)
    }

    private static func row(_ pair: EstimatePair?, _ name: String) -> String {
        let padded = name + String(repeating: " ", count: max(0, 24 - name.count))
        return "  " + padded + (pair.map(text) ?? "–")
    }

    /// The whole answer runs from the low end of the lower reading to the high end of the upper one.
    private static func text(_ pair: EstimatePair) -> String {
        let isRefused = pair.lower.refused != nil || pair.upper.refused != nil
        let low = UInt64(max(0, pair.lower.low ?? 0))
        let range: String
        if let high = pair.upper.high {
            let end = UInt64(max(0, high))
            range = low == end ? Figures.count(low) : "\(Figures.count(low)) to \(Figures.count(end))"
        } else {
            range = low == 0 ? "nothing is known" : "\(Figures.count(low)) or more"
        }
        return isRefused ? "not estimated; the bounds that hold: \(range)" : range
    }

    private static func notes(_ all: [EstimatePair]) -> [String] {
        let both = all.flatMap { [$0.lower, $0.upper] }
        let reasons = distinct(both.compactMap(\.refused))
        let assumptions = distinct(both.filter { $0.refused == nil && $0.method != "exact" }.flatMap(\.assumptions))
        return section("Not estimated because", reasons) + section("The estimates hold if", assumptions)
    }

    private static func section(_ title: String, _ sentences: [String]) -> [String] {
        sentences.isEmpty
            ? []
            : ["  \(title):"] + sentences.flatMap { Prose.wrapped(Prose.visible($0), first: "    ", rest: "      ") }
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private static func percent(_ pairs: [EstimatePair]) -> String {
        let tenths = Int(((pairs.first?.lower.confidence ?? 0.95) * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
