import RetraceCore
import RetraceStatistics

/// What notices ask for of one place of residence. A person with accounts in several places is counted in each.
public struct CaseResidence: Equatable, Sendable {
    /// The country, or `unknown`.
    public var country: String
    /// The region, or `unknown`.
    public var region: String
    /// Persons matched before the cutoff; an account without a person is one of its own.
    public var people: Bounds
    /// Match events before the cutoff: restricted ones, and all but the permitted ones.
    public var records: Bounds
}

/// Accounts matched before the cutoff through one source for one product.
public struct CaseUse: Equatable, Sendable {
    /// `email`, `phone` or `unknown`.
    public var idType: String
    /// The purpose, or `unknown`.
    public var purpose: String
    /// The product, or `unknown`.
    public var product: String
    /// The accounts.
    public var accounts: Bounds
}

extension CaseReader {
    /// People and records by residence, in the order of country and region as bytes. Reads all accounts and events once.
    public func residences() throws -> [CaseResidence] {
        var residences: [[TextKey]: CaseResidence] = [:]
        func add(_ row: CaseStatement, _ put: (inout CaseResidence, Bounds) -> Void) {
            let place = [TextKey(text: row.text(0) ?? ""), TextKey(text: row.text(1) ?? "")]
            let new = CaseResidence(
                country: place[0].text, region: place[1].text, people: Bounds(), records: Bounds())
            put(&residences[place, default: new], CaseReader.bounds(row, 2))
        }
        try read { database in
            let people = try CaseStatement(database, CaseReader.peopleQuery)
            while try people.next() { add(people) { $0.people = $1 } }
            let records = try CaseStatement(database, CaseReader.recordsQuery)
            while try records.next() { add(records) { $0.records = $1 } }
        }
        return residences.filter { $0.value.people.upper > 0 || $0.value.records.upper > 0 }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    /// Sources by products, in the order of their names. Reads all events once. Of accounts with more than
    /// ``RetraceCore/Limits/evidenceEventsPerAccount`` lines, those that a case leaves out are missing.
    public func uses() throws -> [CaseUse] {
        try read { database in
            let row = try CaseStatement(database, CaseReader.usesQuery)
            var uses: [CaseUse] = []
            while try row.next() {
                let type = IdentifierType(rawValue: UInt8(clamping: row.integer(0) ?? 0)) ?? .absent
                uses.append(
                    CaseUse(
                        idType: type.name, purpose: row.text(1) ?? "", product: row.text(2) ?? "",
                        accounts: CaseReader.bounds(row, 3)))
            }
            func key(_ use: CaseUse) -> [TextKey] { [use.idType, use.purpose, use.product].map(TextKey.init) }
            return uses.sorted { key($0).lexicographicallyPrecedes(key($1)) }
        }
    }

    /// How many accounts have more than ``RetraceCore/Limits/evidenceEventsPerAccount`` lines. Reads all accounts once.
    public func accountsCut() throws -> UInt64 {
        try read { database in
            let row = try CaseStatement(database, "SELECT count(*) FROM account WHERE events_omitted > 0")
            return try row.next() ? UInt64(max(0, row.integer(0) ?? 0)) : 0
        }
    }

    private static func bounds(_ row: CaseStatement, _ column: Int32) -> Bounds {
        Bounds(
            lower: UInt64(max(0, row.integer(column) ?? 0)), upper: UInt64(max(0, row.integer(column + 1) ?? 0)))
    }

    private static let peopleQuery = """
        SELECT coalesce(c.text, 'unknown'), coalesce(r.text, 'unknown'),
            count(DISTINCT person) FILTER (WHERE first_matched_lower < cutoff)
                + count(*) FILTER (WHERE person IS NULL AND first_matched_lower < cutoff),
            count(DISTINCT person) FILTER (WHERE first_matched_upper < cutoff)
                + count(*) FILTER (WHERE person IS NULL AND first_matched_upper < cutoff)
        FROM account JOIN run LEFT JOIN text c ON c.id = country LEFT JOIN text r ON r.id = region GROUP BY 1, 2
        """

    private static let matches = "e.kind = 1 AND NOT e.removal AND e.ts < run.cutoff AND e.verdict <> 0"

    private static let recordsQuery = """
        SELECT coalesce(c.text, 'unknown'), coalesce(r.text, 'unknown'), count(*) FILTER (WHERE e.verdict = 1), count(*)
        FROM run JOIN event e JOIN account a ON a.id = e.account LEFT JOIN text c ON c.id = a.country
        LEFT JOIN text r ON r.id = a.region WHERE \(matches) GROUP BY 1, 2
        """

    private static let usesQuery = """
        SELECT coalesce(s.id_type, 0), coalesce(t.text, 'unknown'), coalesce(p.text, 'unknown'),
            count(DISTINCT e.account) FILTER (WHERE e.verdict = 1), count(DISTINCT e.account)
        FROM run JOIN event e LEFT JOIN source s ON s.source_set = e.source_set LEFT JOIN text t ON t.id = s.purpose
        LEFT JOIN audience a ON a.id = e.text LEFT JOIN text p ON p.id = a.product WHERE \(matches) GROUP BY 1, 2, 3
        """
}
