import GRDB
import RetraceCore

extension CaseReader {
    /// Calls `body` for each of the people in a count, as many times as the count says: accounts in the order of their
    /// ids as bytes; persons in that of theirs, then accounts without a person. Keeps one row at a time. Throws what
    /// `body` throws.
    public func forEach(_ selection: CaseSelection, _ body: (ExportRow) throws -> Void) throws {
        let cutoff = try run().cutoff
        var pending: ExportRow?
        try read { database in
            let sources = try SourceTexts(database, selection)
            let row = try CaseStatement(database, CaseReader.query(selection))
            row.bind(1, cutoff.milliseconds)
            while try row.next() {
                let next = try CaseReader.exportRow(row, sources)
                guard let last = pending else {
                    pending = next
                    continue
                }
                if selection.unit == .persons, let person = next.person, last.isOf(person) {
                    pending?.merge(next)
                } else {
                    try body(last)
                    pending = next
                }
            }
        }
        if let pending { try body(pending) }
    }

    private static func query(_ selection: CaseSelection) -> String {
        let first = CaseSchema.column("first", selection.count, selection.reading)
        let last = CaseSchema.column("last", selection.count, selection.reading)
        // A person's accounts may live in several countries: all go where the one with the smallest id does.
        let home = "first_value(coalesce(c.text, 'unknown')) OVER person_accounts"
        let order =
            selection.unit == .persons ? "a.person IS NULL, a.person, a.account" : "a.account"
        return """
            SELECT a.account, a.person, c.text, r.text, a.\(first), a.\(last), a.id FROM account a
            LEFT JOIN text c ON c.id = a.country LEFT JOIN text r ON r.id = a.region
            WHERE a.\(CaseSchema.condition(selection.count, selection.side, selection.reading))
            \(selection.isByCountry ? grouping(selection.unit) : "") ORDER BY \(selection.isByCountry ? "\(home), " : "")\(order)
            """
    }

    private static func grouping(_ unit: CaseSelection.Unit) -> String {
        let own = unit == .accounts ? "a.id" : "a.person, CASE WHEN a.person IS NULL THEN a.id END"
        return "WINDOW person_accounts AS (PARTITION BY \(own) ORDER BY a.account)"
    }

    private static func exportRow(_ row: CaseStatement, _ sources: SourceTexts) throws -> ExportRow {
        ExportRow(
            account: row.text(0) ?? "", person: row.text(1), country: row.text(2), region: row.text(3),
            first: try row.instant(4) ?? .distantFuture, last: try row.instant(5, orStill: true) ?? .distantPast,
            sources: try sources.texts(of: row.integer(6)))
    }
}

extension ExportRow {
    fileprivate func isOf(_ other: String) -> Bool { person.map { $0.utf8.elementsEqual(other.utf8) } ?? false }
}

/// The sources of accounts in one count.
private struct SourceTexts {
    private let row: CaseStatement
    private let bit: UInt32

    init(_ database: Database, _ selection: CaseSelection) throws {
        bit = CountMask(selection.count, selection.side, selection.reading).rawValue
        row = try CaseStatement(
            database,
            """
            SELECT cell.id_type, text.text FROM cell LEFT JOIN text ON text.id = cell.text
            WHERE cell.account = ? AND dimension = 0 AND mask & ? <> 0
            """)
    }

    func texts(of account: Int64?) throws -> [String] {
        row.bind(1, account)
        row.bind(2, Int64(bit))
        var texts: [String] = []
        while try row.next() {
            let type = IdentifierType(rawValue: UInt8(clamping: row.integer(0) ?? 0)) ?? .absent
            texts.append("\(type.name):\(row.text(1) ?? "unknown")")
        }
        return texts.sortedAsBytes()
    }
}
