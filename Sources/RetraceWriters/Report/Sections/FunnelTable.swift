import RetraceCore
import RetraceStatistics

/// The five counts of one side of the cutoff, with bars.
enum FunnelTable {
    static func make(_ publication: Publication, _ side: Side) -> ReportTable {
        let kinds = CountKind.allCases
        let widest = kinds.compactMap { publication.people(side, $0).upper.value }.max() ?? 0
        let rows = kinds.map { kind in
            let people = publication.people(side, kind)
            var cells = [ReportTable.CellDraft(text: "", bar: bar(people, widest: widest))]
            if publication.havePersons { cells.append(.init(text: people.text)) }
            cells.append(.init(text: publication.accounts(side, kind).text))
            let label = kind.label
            return ReportTable.Draft(label.prefix(1).uppercased() + label.dropFirst(), meaning: kind.meaning, cells)
        }
        let cutoff = ReportAnswer.words(publication.result.cutoff)
        return ReportTable(
            side == .before ? "Before \(cutoff)" : "Since \(cutoff)", name: "Count",
            headings: ["Share of the largest"] + (publication.havePersons ? ["People"] : []) + ["Accounts"],
            isText: [0], rows: rows)
    }

    private static func bar(_ bounds: PublishedBounds, widest: UInt64) -> ReportTable.Bar? {
        guard let upper = bounds.upper.value, widest > 0 else { return nil }
        return ReportTable.Bar(
            lowerWidth: SVG.percent(Double(bounds.lower.value ?? 0) / Double(widest)),
            upperWidth: SVG.percent(Double(upper) / Double(widest)), barLabel: "Bar: \(bounds.text)")
    }
}
