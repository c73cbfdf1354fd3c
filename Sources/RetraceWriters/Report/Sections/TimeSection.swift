import RetraceCore
import RetraceStatistics

/// When it happened, and what went on after the cutoff.
enum TimeSection {
    static func make(_ publication: Publication) -> ReportSection {
        let cutoffDay = String(publication.result.cutoff.prefix(10))
        let plots = [CountKind.matched, .reached].compactMap { kind in
            BandPlot(
                title: "Accounts \(kind.label), by the end of each day",
                points: CumulativeCurve(kind, publication).points, cutoffDay: cutoffDay)?.plot
        }
        var blocks = [
            ReportBlock.paragraph(
                "Each account is counted from the day that first put it in the count. The band lies between what the logs "
                    + "prove and what they do not rule out.")
        ]
        blocks.append(plots.isEmpty ? .note("There is nothing to draw.") : .plots(plots))
        if let months = months(publication) { blocks.append(.table(months)) }
        blocks += [.heading("After the cutoff"), .paragraph(ReportAnswer(publication).since)]
        blocks.append(.table(FunnelTable.make(publication, .since)))
        blocks.append(
            .note(
                "Audiences made before the cutoff may go on to be served: who is reached since need not have been matched "
                    + "since."))
        return ReportSection(anchor: "time", sectionTitle: "Day by day", blocks: blocks)
    }

    /// New accounts by month; months are too fine where small cells are withheld.
    private static func months(_ publication: Publication) -> ReportTable? {
        guard !publication.options.isPublic, !publication.result.breakdowns.month.isEmpty else { return nil }
        let rows = publication.result.breakdowns.month.map { row in
            ReportTable.Draft(
                row.month,
                texts: [row.before.matched, row.before.reached, row.since.matched, row.since.reached].map {
                    PublishedBounds($0).text
                })
        }
        return ReportTable(
            "Accounts by the month (UTC) that first put them in the count on that side of the cutoff", name: "Month",
            headings: CountColumn.uses.map(\.heading), rows: rows)
    }
}
