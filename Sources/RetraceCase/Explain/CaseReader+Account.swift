import GRDB
import RetraceCore

extension CaseReader {
    /// What the case keeps of an account; nil when it is in no count. Takes a search in an index, and reads the
    /// account's rows.
    public func account(_ id: String) throws -> CaseAccount? {
        try read { database in
            let columns = CaseSchema.instantColumns.map { "a.\($0)" }.joined(separator: ", ")
            let row = try CaseStatement(
                database,
                """
                SELECT a.id, a.account, a.person, c.text, r.text, a.events_omitted, \(columns) FROM account a
                LEFT JOIN text c ON c.id = a.country LEFT JOIN text r ON r.id = a.region WHERE a.account = ?
                """)
            row.bindText(1, id)
            guard try row.next(), let number = row.integer(0) else { return nil }
            let all = Int32(EvidenceBatch.instantsPerAccount)
            let instants = try (0..<all).map { try row.instant(6 + $0, orStill: $0 >= all / 2) }
            return CaseAccount(
                account: row.text(1) ?? "", person: row.text(2), country: row.text(3), region: row.text(4),
                eventsOmitted: Int(row.integer(5) ?? 0), instants: instants, events: try events(database, number))
        }
    }

    private func events(_ database: Database, _ account: Int64) throws -> [CaseAccount.Event] {
        let row = try CaseStatement(
            database,
            """
            SELECT e.kind, e.ts, i.file, e.line, t.text, lower(hex(e.hash)), e.id_type, e.removal, e.verdict, e.source_set,
                p.text, v.text, c.text, e.decides, e.hash IS NULL
            FROM event e LEFT JOIN input i ON i.id = e.file LEFT JOIN text t ON t.id = e.text
            LEFT JOIN audience a ON e.kind IN (1, 3) AND a.id = e.text LEFT JOIN text p ON p.id = a.product
            LEFT JOIN text v ON v.id = a.advertiser LEFT JOIN text c ON c.id = e.country
            WHERE e.account = ? ORDER BY e.number
            """)
        row.bind(1, account)
        var events: [CaseAccount.Event] = []
        while try row.next() {
            guard let kind = EvidenceEvent.Kind(rawValue: CaseReader.byte(row.integer(0))) else {
                throw CaseReader.lacking("list of events")
            }
            events.append(
                CaseAccount.Event(
                    kind: kind, instant: try row.instant(1) ?? Instant(milliseconds: 0), file: row.text(2) ?? "?",
                    line: UInt64(clamping: row.integer(3) ?? 0), text: row.text(4),
                    hash: row.integer(14) == 1 ? nil : row.text(5),
                    type: IdentifierType(rawValue: CaseReader.byte(row.integer(6))) ?? .absent,
                    isRemoval: row.integer(7) == 1,
                    verdict: row.integer(8).flatMap { Verdict(rawValue: CaseReader.byte($0)) },
                    sources: try sources(database, row.integer(9)), product: row.text(10), advertiser: row.text(11),
                    country: row.text(12),
                    decides: CountMask(rawValue: UInt32(truncatingIfNeeded: row.integer(13) ?? 0))))
        }
        return events
    }

    private func sources(_ database: Database, _ set: Int64?) throws -> [(type: IdentifierType, purpose: String?)] {
        guard let set else { return [] }
        let row = try CaseStatement(
            database,
            """
            SELECT s.id_type, t.text FROM source s LEFT JOIN text t ON t.id = s.purpose WHERE s.source_set = ?
            ORDER BY t.text, s.id_type
            """)
        row.bind(1, set)
        var sources: [(type: IdentifierType, purpose: String?)] = []
        while try row.next() {
            sources.append((IdentifierType(rawValue: CaseReader.byte(row.integer(0))) ?? .absent, row.text(1)))
        }
        return sources
    }

    private static func byte(_ number: Int64?) -> UInt8 { UInt8(clamping: number ?? 255) }
}
