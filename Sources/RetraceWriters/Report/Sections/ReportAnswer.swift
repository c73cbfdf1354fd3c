import RetraceCore
import RetraceStatistics

/// The answer to "how many people were affected?" as sentences of a report.
struct ReportAnswer {
    let publication: Publication
    private let coverage: Coverage

    init(_ publication: Publication) {
        self.publication = publication
        coverage = Coverage(publication.result)
    }

    /// The instant of the cutoff in words.
    var cutoff: String { ReportAnswer.words(publication.result.cutoff) }

    /// What happened before the cutoff, in one sentence.
    var sentence: String {
        guard coverage.beginsBeforeCutoff else {
            return "The logs begin at the cutoff or later: they do not tell what went on before it."
        }
        let matched = publication.people(.before, .matched)
        return
            "Before \(cutoff), \(quantity(matched)) had an e‑mail address or phone number, given for restricted purposes "
            + "alone, used in a match for advertising."
    }

    /// How far it went, and what went on since.
    var lead: [String] {
        let (reached, disclosed) = (publication.people(.before, .reached), publication.people(.before, .disclosed))
        var first = "Of them, \(quantity(reached)) saw an ad because of it."
        if publication.people(.before, .matched).upper == .exact(0) { first = "" }
        if disclosed.upper != .exact(0) { first += " Such data of \(quantity(disclosed)) left the platform." }
        return [first, since].filter { !$0.isEmpty }
    }

    /// What went on since the cutoff.
    var since: String {
        guard coverage.reachesCutoff else {
            return "The logs end before the cutoff: they do not tell what went on since."
        }
        let (matched, reached) = (publication.people(.since, .matched), publication.people(.since, .reached))
        let disclosed = publication.people(.since, .disclosed)
        var text =
            "Since then, \(quantity(matched)) had such data used in a match, and \(quantity(reached)) saw an ad "
            + "because of such a match."
        if disclosed.upper != .exact(0) { text += " Such data of \(quantity(disclosed)) left the platform." }
        return text
    }

    /// `12 people`, `at least 3 and at most 12 people`, `fewer than 11 people`, `nobody`.
    func quantity(_ bounds: PublishedBounds) -> String {
        let few = Figures.count(publication.options.smallCell)
        switch (bounds.lower, bounds.upper) {
        case (_, .exact(0)): return publication.havePersons ? "nobody" : "no account"
        case (.exact(let lower), .exact(let upper)) where lower == upper:
            return "\(Figures.count(upper)) \(noun(upper))"
        case (.exact(0), .exact(let upper)), (.withheld, .exact(let upper)):
            return "at most \(Figures.count(upper)) \(noun(upper))"
        case (.exact(let lower), .exact(let upper)):
            return "at least \(Figures.count(lower)) and at most \(Figures.count(upper)) \(noun(upper))"
        case (_, .withheld): return "fewer than \(few) \(noun(2))"
        }
    }

    private func noun(_ count: UInt64) -> String {
        publication.havePersons ? (count == 1 ? "person" : "people") : (count == 1 ? "account" : "accounts")
    }

    /// `2019-09-17T00:00:00.000Z` as `17 September 2019`, with the time where it is not midnight.
    static func words(_ rfc3339: String) -> String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        let text = Figures.stamp(rfc3339)
        let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return text }
        let time = text.dropFirst(11)
        return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0])\(time == "00:00:00" ? "" : ", \(time)") UTC"
    }
}
