import RetraceStatistics

/// The largest cells of a breakdown, over accounts.
struct TopCells {
    /// Rows shown.
    static let limit = 8

    /// A cell's name and counts.
    struct Cell {
        /// From the logs, made fit to be shown.
        let name: String
        /// What falls in it.
        let counts: Sided<CountSet>

        /// A cell whose name is made of the keys `parts`.
        init(_ parts: [String], before: CountSet, since: CountSet) {
            name = parts.map(Prose.visible).joined(separator: " · ")
            counts = Sided(before: before, since: since)
        }

        /// By what cells are ranked: upper values, those of most interest first.
        var rank: [UInt64] {
            [
                counts.before.matched.upper, counts.since.matched.upper, counts.before.reached.upper,
                counts.since.reached.upper, counts.before.atRisk.upper, counts.before.disclosed.upper,
            ]
        }
    }

    /// What the cells are.
    let title: String
    /// All cells, in the order of the result.
    let cells: [Cell]

    /// The table and what it leaves out; empty where there is no cell.
    func lines() -> [String] {
        guard !cells.isEmpty else { return [] }
        // Cells of equal rank stay in the order of the result, that of their keys.
        let order = cells.indices.sorted { left, right in
            let (leftRank, rightRank) = (cells[left].rank, cells[right].rank)
            return leftRank == rightRank ? left < right : rightRank.lexicographicallyPrecedes(leftRank)
        }
        let top = order.prefix(TopCells.limit).map { cells[$0] }
        let table = Table(
            title: title,
            columns: [
                Table.Column(heading: "", cells: top.map(\.name), isNumeric: false),
                Table.Column(heading: "matched", bounds: top.map { $0.counts.before.matched }),
                Table.Column(heading: "since", bounds: top.map { $0.counts.since.matched }, isOptional: true),
                Table.Column(heading: "reached", bounds: top.map { $0.counts.before.reached }),
                Table.Column(heading: "since", bounds: top.map { $0.counts.since.reached }, isOptional: true),
            ]
        ).lines()
        let more = cells.count - top.count
        return table + (more > 0 ? ["  … \(Figures.count(UInt64(more))) more"] : [])
    }

    static func sources(_ rows: [SourceRow]) -> TopCells {
        TopCells(
            title: "Accounts by source",
            cells: rows.map { Cell([$0.idType, $0.purpose], before: $0.before, since: $0.since) })
    }

    static func products(_ rows: [ProductRow]) -> TopCells {
        TopCells(
            title: "Accounts by product", cells: rows.map { Cell([$0.product], before: $0.before, since: $0.since) })
    }

    static func residences(_ rows: [ResidenceRow]) -> TopCells {
        TopCells(
            title: "Accounts by residence",
            cells: rows.map { Cell([$0.country, $0.region], before: $0.before, since: $0.since) })
    }
}
