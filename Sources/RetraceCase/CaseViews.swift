import RetraceCore

/// Views of a case for people: instants as text, numbers of texts as texts, bits as names.
enum CaseViews {
    /// What makes them all.
    static var sql: String { [inputs, accounts, events, spans, sources, counts].joined(separator: "\n") }

    /// An instant as RFC 3339 in UTC. SQLite's own milliseconds are rounded from floating point, so they are put on by
    /// hand.
    private static func timestamp(_ column: String) -> String {
        let milliseconds = "((\(column) % 1000 + 1000) % 1000)"
        return """
            CASE WHEN \(column) = \(CaseSchema.still) THEN 'still' ELSE \
            strftime('%Y-%m-%dT%H:%M:%S', (\(column) - \(milliseconds)) / 1000, 'unixepoch') \
            || printf('.%03dZ', \(milliseconds)) END
            """
    }

    private static func name(of column: String, _ names: [String]) -> String {
        let cases = names.enumerated().map { "WHEN \($0) THEN '\($1)'" }.joined(separator: " ")
        return "CASE \(column) \(cases) END"
    }

    private static func text(_ column: String) -> String { "(SELECT text FROM text WHERE id = \(column))" }

    private static let types = ["unknown", "email", "phone"]

    private static let inputs = """
        CREATE VIEW inputs AS SELECT id, file, stream, size, sha256, lines, rejected,
            \(timestamp("first_ts")) AS first_ts, \(timestamp("last_ts")) AS last_ts, damage FROM input;
        """

    private static var accounts: String {
        let instants = CaseSchema.instantColumns.map { "\(timestamp($0)) AS \($0)" }.joined(separator: ",\n    ")
        return """
            CREATE VIEW accounts AS SELECT id, account, person, \(text("country")) AS country,
                \(text("region")) AS region, \(instants) FROM account;
            """
    }

    private static let events = """
        CREATE VIEW events AS SELECT account.account, event.number,
            \(name(of: "event.kind", ["identifier", "match", "disclosure", "impression"])) AS kind,
            \(timestamp("event.ts")) AS ts, input.file, event.line, \(text("event.text")) AS text,
            lower(hex(event.hash)) AS hash, \(name(of: "event.id_type", types)) AS id_type, event.removal,
            \(name(of: "event.verdict", Verdict.allCases.map(\.name))) AS verdict, event.source_set,
            \(text("audience.product")) AS product, \(text("audience.advertiser")) AS advertiser,
            \(text("event.country")) AS country, event.decides
        FROM event JOIN account ON account.id = event.account LEFT JOIN input ON input.id = event.file
        LEFT JOIN audience ON event.kind IN (1, 3) AND audience.id = event.text;
        """

    private static let spans = """
        CREATE VIEW spans AS SELECT account.account, span.number, \(text("span.audience")) AS audience,
            span.lower_set, span.upper_set, \(timestamp("span.start")) AS start, \(timestamp("span.end")) AS end
        FROM span JOIN account ON account.id = span.account;
        """

    private static let sources = """
        CREATE VIEW sources AS SELECT source_set, \(name(of: "id_type", types)) AS id_type,
            coalesce(\(text("purpose")), 'unknown') AS purpose FROM source;
        """

    private static var counts: String {
        let all = CountKind.allCases.flatMap { count in
            Side.allCases.flatMap { side in Reading.allCases.map { (count, side, $0) } }
        }
        let sums = all.enumerated().map { number, entry in
            let test = CaseSchema.condition(entry.0, entry.1, entry.2).replacing("?", with: "(SELECT cutoff FROM run)")
            return "count(CASE WHEN \(test) THEN 1 END) AS n\(number)"
        }
        let rows = all.enumerated().map { number, entry in
            "SELECT '\(entry.0.name)', '\(entry.1.name)', '\(entry.2.name)', n\(number) FROM totals"
        }
        return """
            CREATE VIEW counts (count, side, bound, accounts) AS
            WITH totals AS MATERIALIZED (SELECT \(sums.joined(separator: ", ")) FROM account)
            \(rows.joined(separator: " UNION ALL "));
            """
    }
}

extension Side {
    /// The word in results and on the command line.
    var name: String { self == .before ? "before" : "since" }
}
