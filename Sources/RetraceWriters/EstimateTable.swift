import RetraceCore
import RetraceStatistics

/// What the counts would be with complete logs, where the logs are not; nothing where they are.
enum EstimateTable {
    private static let words: [(kind: CountKind, name: String)] = [
        (.atRisk, "at risk"), (.matched, "matched"), (.solelyMatched, "solely matched"), (.reached, "reached"),
        (.disclosed, "disclosed"),
    ]

    /// A section: a line for each count of either side, then why counts are not estimated, and what estimates assume. Over
    /// persons where there are any, and over accounts where they are estimated and persons are not.
    static func lines(_ result: ReplayResult) -> [String] {
        guard let estimates = result.estimates else { return [] }
        let accounts = pairs(estimates.accounts)
        guard let persons = estimates.persons.map(pairs) else { return section("accounts", accounts) + notes(accounts) }
        let areAccountsKnown = zip(persons, accounts).contains { isRefused($0) && !isRefused($1) }
        guard areAccountsKnown else { return section("persons", persons) + notes(persons) }
        return section("persons", persons) + section("accounts", accounts) + notes(persons + accounts)
    }

    /// Those of every count before, then since.
    private static func pairs(_ sides: Sided<[String: EstimatePair]>) -> [EstimatePair] {
        Side.allCases.flatMap { side in words.compactMap { sides[side][$0.kind.name] } }
    }

    private static func section(_ noun: String, _ pairs: [EstimatePair]) -> [String] {
        guard pairs.contains(where: { [$0.lower, $0.upper].contains { $0.method != "exact" } }) else { return [] }
        let names = Side.allCases.flatMap { side in
            words.map { "\($0.name), \(side == .before ? "before" : "since")" }
        }
        return ["If the logs were complete: \(noun), with \(percent(pairs)) confidence"]
            + zip(names, pairs).map { row($1, $0) }
    }

    private static func isRefused(_ pair: EstimatePair) -> Bool {
        pair.lower.refused != nil || pair.upper.refused != nil
    }

    private static func row(_ pair: EstimatePair, _ name: String) -> String {
        "  " + name + String(repeating: " ", count: max(0, 24 - name.count)) + text(pair)
    }

    /// The whole answer runs from the low end of the lower reading to the high end of the upper one.
    private static func text(_ pair: EstimatePair) -> String {
        let low = UInt64(max(0, pair.lower.low ?? 0))
        let range: String
        if let high = pair.upper.high {
            let end = UInt64(max(0, high))
            range = low == end ? Figures.count(low) : "\(Figures.count(low)) to \(Figures.count(end))"
        } else {
            range = low == 0 ? "nothing is known" : "\(Figures.count(low)) or more"
        }
        return isRefused(pair) ? "not estimated; the bounds that hold: \(range)" : range
    }

    private static func notes(_ all: [EstimatePair]) -> [String] {
        let both = all.flatMap { [$0.lower, $0.upper] }
        let reasons = distinct(both.compactMap(\.refused))
        let assumptions = distinct(both.filter { $0.refused == nil && $0.method != "exact" }.flatMap(\.assumptions))
        return list("Not estimated because", reasons) + list("The estimates hold if", assumptions)
    }

    private static func list(_ title: String, _ sentences: [String]) -> [String] {
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
