import RetraceCore
import RetraceStatistics

/// The answer to "how many people were affected?" in plain sentences.
struct Answer {
    private let result: ReplayResult
    /// Counts of persons where they are known, else of accounts.
    private let counts: Sided<CountSet>
    private let arePersons: Bool

    init(_ result: ReplayResult) {
        self.result = result
        counts = result.counts.persons ?? result.counts.accounts
        arePersons = result.counts.persons != nil
    }

    /// What happened before the cutoff, what went on since, and why, if it is nothing.
    var paragraphs: [String] {
        var paragraphs = [before, since]
        if let explanation = Emptiness.explanation(result) { paragraphs.append(explanation) }
        return paragraphs
    }

    private var before: String {
        let set = counts.before
        guard Coverage(result).beginsBeforeCutoff else {
            return "The logs begin at the cutoff or later: they do not tell what went on before it."
        }
        let start = "Before \(Figures.stamp(result.cutoff)) UTC, "
        guard set.matched.upper > 0 else {
            return start + "\(none) affected: no e-mail address or phone number that was given for restricted purposes "
                + "alone was used in a match.\(disclosed(set, alone: true))"
        }
        return start
            + "\(quantity(set.matched)) \(isSingular(set.matched) ? "was" : "were") affected: an e-mail address or "
            + "phone number that was given for restricted purposes alone was used in a match; \(reached(set))."
            + disclosed(set, alone: false)
    }

    private var since: String {
        let set = counts.since
        guard Coverage(result).reachesCutoff else {
            return "The logs end before the cutoff: they do not tell what went on since."
        }
        guard set.matched.upper > 0 || set.reached.upper > 0 else {
            return "Since then, \(none) matched or shown an ad in that way.\(disclosed(set, alone: true))"
        }
        let matched = "\(quantity(set.matched)) \(isSingular(set.matched) ? "was" : "were") matched in that way"
        return "Since then, \(matched); \(reached(set)).\(disclosed(set, alone: false))"
    }

    private func reached(_ set: CountSet) -> String {
        "\(quantity(set.reached)) \(isSingular(set.reached) ? "was" : "were") shown an ad because of it"
    }

    private func disclosed(_ set: CountSet, alone: Bool) -> String {
        guard set.disclosed.upper > 0 else { return "" }
        return
            " Such data of \(quantity(set.disclosed)) \(alone ? "left the platform all the same" : "left the platform")."
    }

    private var none: String { arePersons ? "nobody was" : "no account was" }

    private func isSingular(_ bounds: Bounds) -> Bool {
        bounds.upper <= 1
    }

    /// `12 people`, `at least 3 and at most 12 people`, `at most 12 people`, `nobody`.
    func quantity(_ bounds: Bounds) -> String {
        guard bounds.upper > 0 else { return arePersons ? "nobody" : "no account" }
        let noun = arePersons ? (bounds.upper == 1 ? "person" : "people") : (bounds.upper == 1 ? "account" : "accounts")
        let upper = "\(Figures.count(bounds.upper)) \(noun)"
        if bounds.lower == bounds.upper { return upper }
        return bounds.lower == 0 ? "at most \(upper)" : "at least \(Figures.count(bounds.lower)) and at most \(upper)"
    }
}
