import RetraceCore
import RetraceStatistics

/// Estimates in words for a reader who is no statistician; equal ones are told once.
struct EstimateWords {
    let publication: Publication

    init(_ publication: Publication) { self.publication = publication }

    var blocks: [ReportBlock] {
        guard let estimates = publication.result.estimates else { return [.paragraph("None were asked for.")] }
        var blocks: [ReportBlock] = []
        let entries = entries(estimates)
        let exact = entries.filter { $0.estimate.method == "exact" }
        if !exact.isEmpty {
            let all = exact.count == entries.count
            let sentence = all ? "Every count is exact" : "\(exact.count) of \(entries.count) counts are exact"
            let assumptions = unique(exact.flatMap(\.estimate.assumptions))
            blocks.append(
                .paragraph(
                    "\(sentence): every file that it rests on was read to its end. \(assumptions.joined(separator: " "))"
                ))
        }
        let others = entries.filter { $0.estimate.method != "exact" && !isWithheld($0) }
        if !others.isEmpty { blocks.append(.table(table(others))) }
        blocks += unique(others.map { EstimateWords.explained($0.estimate) }).map { .note($0) }
        return blocks
    }

    private struct Entry {
        let unit: String
        let side: Side
        let kind: CountKind
        let reading: String
        let count: UInt64
        let estimate: Estimate
    }

    private func entries(_ estimates: Estimates) -> [Entry] {
        let units =
            [("people", estimates.persons, publication.result.counts.persons)]
            + [("accounts", Optional(estimates.accounts), Optional(publication.result.counts.accounts))]
        return units.flatMap { unit, estimates, counts -> [Entry] in
            guard let estimates, let counts else { return [] }
            return Side.allCases.flatMap { side in
                CountKind.allCases.flatMap { kind -> [Entry] in
                    guard let pair = estimates[side][kind.name] else { return [] }
                    let bounds = counts[side][kind]
                    return [
                        Entry(
                            unit: unit, side: side, kind: kind, reading: "lower", count: bounds.lower,
                            estimate: pair.lower),
                        Entry(
                            unit: unit, side: side, kind: kind, reading: "upper", count: bounds.upper,
                            estimate: pair.upper),
                    ]
                }
            }
        }
    }

    private func isWithheld(_ entry: Entry) -> Bool { publication.isSmall(entry.count) }

    private func table(_ entries: [Entry]) -> ReportTable {
        let rows = entries.map { entry in
            let name = "\(entry.kind.label), \(entry.reading), \(entry.side == .before ? "before" : "since")"
            let ends = [entry.estimate.low, entry.estimate.point, entry.estimate.high].map { value in
                value.map { Figures.count(UInt64(max(0, $0.rounded()))) } ?? "–"
            }
            return ReportTable.Draft(
                "\(name) (\(entry.unit))", texts: [Figures.count(entry.count)] + ends + [entry.estimate.method])
        }
        return ReportTable(
            "Counts that rest on incomplete logs: what was counted, and between which ends the true number lies",
            name: "Count", headings: ["Counted", "Low", "Estimate", "High", "Method"], isText: [4], rows: rows)
    }

    /// Two sentences: what was done or why not, and how far it can be trusted.
    static func explained(_ estimate: Estimate) -> String {
        if let reason = estimate.refused {
            return "\(estimate.method): no estimate. \(reason) What stands under low and high holds all the same."
        }
        let share = Int((estimate.confidence * 100).rounded())
        let what: String
        if estimate.method.hasPrefix("account sampling") {
            what =
                "Only a share of the accounts was kept, chosen without regard to what they did, so the count is scaled up."
        } else if estimate.method.hasPrefix("event sampling") {
            what =
                "Only a share of the events was kept, so those accounts that left no trace are worked out from those that "
                + "left few."
        } else {
            what = "Some files are missing as if by chance, so what they held is worked out from how the others differ."
        }
        return
            "\(estimate.method): \(what) In \(share) of 100 such cases the true number lies between low and high, provided "
            + "that: \(estimate.assumptions.joined(separator: " "))"
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
