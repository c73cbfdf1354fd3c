import RetraceCore

/// A column of lower and upper values in a table of counts.
struct CountColumn: Hashable, Sendable {
    let side: Side
    let kind: CountKind

    /// What is printed of a source, a product or an advertiser.
    static let uses = Side.allCases.flatMap { side in
        [CountKind.matched, .reached].map { CountColumn(side: side, kind: $0) }
    }

    /// What is printed of a country.
    static let notices = Side.allCases.flatMap { side in
        [CountKind.matched, .reached, .disclosed].map { CountColumn(side: side, kind: $0) }
    }

    /// What is printed of a country in which ads were served.
    static let impressions = Side.allCases.map { CountColumn(side: $0, kind: .reached) }

    /// `matched`, `reached since`.
    var heading: String { side == .before ? kind.label : "\(kind.label) since" }

    /// Pairs of positions, each column standing for its lower and then its upper value, that are in order in every row:
    /// a lower value and its upper one, and before the cutoff the counts that nest.
    static func orders(_ columns: [CountColumn]) -> [(less: Int, more: Int)] {
        var orders = columns.indices.map { (less: 2 * $0, more: 2 * $0 + 1) }
        for (position, column) in columns.enumerated() where column.side == .before && column.kind == .reached {
            guard let matched = columns.firstIndex(of: CountColumn(side: .before, kind: .matched)) else { continue }
            orders += (0...1).map { (less: 2 * position + $0, more: 2 * matched + $0) }
        }
        return orders
    }
}
