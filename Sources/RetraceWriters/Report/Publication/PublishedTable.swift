import RetraceCore
import RetraceStatistics

/// A breakdown as a report may print it.
struct PublishedTable: Sendable {
    /// A cell of the breakdown before anything is withheld.
    struct Source: Sendable {
        let name: String
        var parent: Int?
        let counts: Sided<CountSet>
    }

    /// A row to print.
    struct Row: Sendable {
        let name: String
        let isNested: Bool
        /// One for each column.
        let counts: [PublishedBounds]
    }

    let columns: [CountColumn]
    let rows: [Row]
    /// Whether there are rows, but none may be shown.
    let isWithheld: Bool

    /// Everything, as it is.
    init(_ sources: [Source], columns: [CountColumn]) {
        self.columns = columns
        rows = sources.map { source in
            Row(
                name: source.name, isNested: source.parent != nil,
                counts: columns.map { PublishedBounds(source.counts[$0.side][$0.kind]) })
        }
        isWithheld = false
    }

    /// What may be shown beside `totals`. Where a total is withheld, so is its whole column, and so is a column in which small
    /// cells could not be kept secret otherwise.
    init(
        _ sources: [Source], columns: [CountColumn], isPartition: Bool, totals: Sided<CountSet>, threshold: UInt64
    ) {
        let isSmall = { (count: UInt64) in count > 0 && count < threshold }
        var shown = columns.filter { column in
            let total = totals[column.side][column.kind]
            return !isSmall(total.lower) && !isSmall(total.upper)
        }
        func suppression() -> CellSuppression {
            let values = { (counts: Sided<CountSet>) in
                shown.flatMap { [counts[$0.side][$0.kind].lower, counts[$0.side][$0.kind].upper] }
            }
            let table = CountTable(
                totals: values(totals), rows: sources.map { .init(parent: $0.parent, values: values($0.counts)) },
                orders: CountColumn.orders(shown), isPartition: isPartition)
            return CellSuppression(table, threshold: threshold)
        }
        var made = suppression()
        while let lost = made.lostColumn {
            shown.remove(at: lost / 2)
            made = suppression()
        }
        self.columns = columns
        isWithheld = shown.isEmpty && !sources.isEmpty
        guard let hidden = made.hidden, !isWithheld else {
            rows = []
            return
        }
        rows = zip(sources, hidden).map { source, hidden in
            let counts = columns.map { column in
                guard let position = shown.firstIndex(of: column) else { return PublishedBounds.withheld }
                let bounds = source.counts[column.side][column.kind]
                return PublishedBounds(
                    lower: hidden[2 * position] ? .withheld : .exact(bounds.lower),
                    upper: hidden[2 * position + 1] ? .withheld : .exact(bounds.upper))
            }
            return Row(name: source.name, isNested: source.parent != nil, counts: counts)
        }
    }
}
