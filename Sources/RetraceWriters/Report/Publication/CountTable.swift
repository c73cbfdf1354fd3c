/// A table of counts under totals that are known.
struct CountTable: Sendable {
    /// A row: a cell for each column.
    struct Row: Sendable {
        /// The row that this one is a part of; nil for a part of the totals.
        var parent: Int?
        var values: [UInt64]
    }

    /// One for each column.
    var totals: [UInt64]
    /// Rows that are some other row's parent are the sums of their parts.
    var rows: [Row]
    /// Pairs of columns of which, in every row, the first never exceeds the second.
    var orders: [(less: Int, more: Int)]
    /// Whether the parts add up to the totals. Where they do not, they cover them: their sum is no less, and none exceeds
    /// the total.
    var isPartition: Bool

    /// The rows that have no parts.
    var leaves: [Int] {
        let parents = Set(rows.compactMap(\.parent))
        return rows.indices.filter { !parents.contains($0) }
    }
}
