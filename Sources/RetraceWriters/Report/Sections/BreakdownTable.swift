import RetraceCore
import RetraceStatistics

/// A breakdown as a block: its table, or why there is none.
enum BreakdownTable {
    /// At most `rowsMax` rows, the largest; all in their own order without a limit.
    static func block(
        _ table: PublishedTable, _ caption: String, name: String, rowsMax: Int? = nil
    ) -> ReportBlock {
        guard !table.isWithheld else {
            return .note("\(caption): withheld, since no choice of cells would keep the small ones secret.")
        }
        guard !table.rows.isEmpty else { return .note("\(caption): nothing to show.") }
        let shown = rowsMax.map { ranked(table.rows, $0) } ?? table.rows
        let rows = shown.map { row in
            ReportTable.Draft(
                TextEscaper.shortened(row.name), isNested: row.isNested, texts: row.counts.map(\.text))
        }
        return .table(
            ReportTable(
                caption, name: name, headings: table.columns.map(\.heading), rows: rows,
                more: table.rows.count - shown.count))
    }

    /// The rows of most interest first: those with the largest upper values, column by column.
    private static func ranked(_ rows: [PublishedTable.Row], _ limit: Int) -> [PublishedTable.Row] {
        let keys = rows.map { $0.counts.map { $0.upper.value ?? 0 } }
        let order = rows.indices.sorted { left, right in
            keys[left] == keys[right] ? left < right : keys[right].lexicographicallyPrecedes(keys[left])
        }
        return order.prefix(limit).map { rows[$0] }
    }
}
