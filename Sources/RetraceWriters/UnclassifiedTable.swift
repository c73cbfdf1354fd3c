import RetraceStatistics

/// The purposes that the policy does not name, those with the most events first.
enum UnclassifiedTable {
    /// Rows shown.
    static let limit = 8

    static func lines(_ rows: [UnclassifiedPurpose]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let order = rows.indices.sorted {
            (rows[$1].identifierEvents, $0) < (rows[$0].identifierEvents, $1)
        }
        let top = order.prefix(limit).map { rows[$0] }
        let table = Table(
            title: "Purposes under no prefix of the policy",
            columns: [
                Table.Column(heading: "", cells: top.map { Prose.visible($0.purpose) }, isNumeric: false),
                Table.Column(heading: "given", cells: top.map { Figures.count($0.identifierEvents) }),
            ]
        ).lines()
        let more = rows.count - top.count
        return table + (more > 0 ? ["  … \(Figures.count(UInt64(more))) more"] : [])
    }
}
