import Foundation
import RetraceCore
import Testing

/// A report as a browser shows it, cell by cell against what SQLite alone finds in the rows of the case.
@Suite struct ReportNumbersTests {
    private let workspace: Workspace
    private let tables: [String: ReportTable]
    private let page: String

    /// Made-up logs with everything that logs may be; what the report is like is the same for every test.
    init() throws {
        workspace = try Workspace()
        let (made, file) = (workspace.path("made"), workspace.path("a.retrace"))
        let scenario = "tailored-and-partner-audiences-2019"
        #expect(
            try Program.run(["generate", scenario, "--output", made, "--accounts", "1500", "--untidy"]).status == 0)
        _ = try Program.run(
            [
                "replay", "\(made)/logs", "--policy", "\(made)/policy.yaml", "--cutoff", "2019-09-17", "--quiet",
                "--case", file,
                "--output", workspace.path("result.json"),
            ])
        let report = workspace.path("report.html")
        #expect(try Program.run(["report", "--case", file, "--output", report]).status == 0)
        let browser = "chromium --headless --no-sandbox --disable-gpu --user-data-dir='\(workspace.path("profile"))'"
        page = try Program.shell("\(browser) --dump-dom 'file://\(report)'").text
        tables = ReportTable.all(in: page)
    }

    /// One test for all tables: to make the page takes longer than to compare it.
    @Test func everyCellIsTheCases() throws {
        try countsOfPeopleAndAccounts()
        try months()
        try breakdowns()
        try residences()
        try sourcesByProduct()
        try verdictsAndStreams()
    }

    // MARK: What the case says

    /// Rows of a query, whose first column is a name: numbers by name.
    private func rows(_ query: String) throws -> [String: [UInt64]] {
        let outcome = try Shell.run("sqlite3 -separator $'\\x1f' a.retrace \"\(query)\"", in: workspace.folder)
        #expect(outcome.status == 0, "\(outcome.text)")
        var rows: [String: [UInt64]] = [:]
        for line in outcome.text.split(separator: "\n") {
            let fields = line.split(separator: "\u{1F}", omittingEmptySubsequences: false)
            rows[String(fields[0])] = fields.dropFirst().map { UInt64($0) ?? .max }
        }
        return rows
    }

    private static let readings = ["lower", "upper"]

    private static func isIn(_ count: String, _ side: String, _ reading: String) -> String {
        let cutoff = "(SELECT cutoff FROM run)"
        return side == "before" ? "first_\(count)_\(reading) < \(cutoff)" : "last_\(count)_\(reading) >= \(cutoff)"
    }

    /// The bit that stands for a count in masks.
    private static func bit(_ count: CountKind, _ side: Side, _ reading: Int) -> Int {
        1 << (side.rawValue * 10 + count.rawValue * 2 + reading)
    }

    /// The report's way to write two bounds.
    private static func cell(_ bounds: ArraySlice<UInt64>) -> String {
        let numbers = bounds.map { number in
            let digits = String(number)
            let groups = stride(from: digits.count, to: 0, by: -3).map { end in
                String(digits.dropLast(digits.count - end).suffix(3))
            }
            return groups.reversed().joined(separator: ",")
        }
        return numbers.first == numbers.last ? numbers[0] : numbers.joined(separator: "–")
    }

    private static func cells(_ numbers: [UInt64]) -> [String] {
        stride(from: 0, to: numbers.count, by: 2).map { cell(numbers[$0..<$0 + 2]) }
    }

    /// Compares every row of a table, whose rows have to be those of the query that are not all zeros.
    private func check(_ caption: String, _ query: String, columns: Int, isWhole: Bool = true) throws {
        let table = try #require(tables[caption], "\(tables.keys.sorted())")
        let expected = try rows(query).filter { $0.value.contains { $0 != 0 } }
        #expect(!table.rows.isEmpty && Set(table.rows.map(\.name)).count == table.rows.count)
        if isWhole { #expect(Set(table.rows.map(\.name)) == Set(expected.keys), "\(caption)") }
        for row in table.rows {
            let wanted = expected[row.name].map(Self.cells) ?? Array(repeating: "0", count: columns)
            #expect(row.cells.suffix(columns) == wanted[...], "\(caption): \(row.name)")
        }
    }

    // MARK: Tables

    private static let counts: [(name: String, word: String)] = [
        ("at_risk", "At risk"), ("matched", "Matched"), ("solely_matched", "Solely matched"), ("reached", "Reached"),
        ("disclosed", "Disclosed"),
    ]

    private func countsOfPeopleAndAccounts() throws {
        for (side, caption) in [("before", "Before"), ("since", "Since")] {
            let query = Self.counts.map { name, word in
                let people = Self.readings.map { reading in
                    let test = Self.isIn(name, side, reading)
                    return "(SELECT count(DISTINCT person) + sum(person IS NULL) FROM account WHERE \(test))"
                }
                let accounts = Self.readings.map { "(SELECT count(*) FROM account WHERE \(Self.isIn(name, side, $0)))" }
                return "SELECT '\(word)', \((people + accounts).joined(separator: ", "))"
            }
            try check(
                "\(caption) 17 September 2019 UTC", query.joined(separator: " UNION ALL "), columns: 2, isWhole: true)
        }
        let people = try #require(tables["Before 17 September 2019 UTC"]?.rows.first { $0.name == "Matched" }).cells[1]
        let bounds = people.split(separator: "–")
        #expect(
            page.contains("<h1>Before 17 September 2019 UTC, at least \(bounds[0]) and at most \(bounds[1]) people had")
        )
    }

    private func months() throws {
        let months = ["matched", "reached"].flatMap { count in
            Self.readings.map { reading in
                """
                SELECT strftime('%Y-%m', first_\(count)_\(reading) / 1000, 'unixepoch') AS month, '\(count)_before_\(reading)' AS what
                FROM account WHERE \(Self.isIn(count, "before", reading))
                """
            }
        }
        let since = [(CountKind.matched, "matched"), (.reached, "reached")].flatMap { kind, count in
            Self.readings.enumerated().map { number, reading in
                """
                SELECT strftime('%Y-%m', min(ts) / 1000, 'unixepoch') AS month, '\(count)_since_\(reading)' AS what
                FROM event WHERE decides & \(Self.bit(kind, .since, number)) GROUP BY account
                """
            }
        }
        let columns = ["before", "since"].flatMap { side in
            ["matched", "reached"].flatMap { count in
                Self.readings.map { "sum(what = '\(count)_\(side)_\($0)')" }
            }
        }
        try check(
            "Accounts by the month (UTC) that first put them in the count on that side of the cutoff",
            "SELECT month, \(columns.joined(separator: ", ")) FROM (\((months + since).joined(separator: " UNION ALL "))) GROUP BY 1",
            columns: 4, isWhole: false)
    }

    /// How many accounts have a bit in a cell of a breakdown.
    private static func masks(_ counts: [(CountKind, Side)]) -> String {
        counts.flatMap { count, side in
            (0..<2).map { "count(DISTINCT iif(mask & \(bit(count, side, $0)), account, NULL))" }
        }.joined(separator: ", ")
    }

    private func breakdowns() throws {
        let both: [(CountKind, Side)] = [
            (.matched, .before), (.reached, .before), (.matched, .since), (.reached, .since),
        ]
        let type = "CASE c.id_type WHEN 1 THEN 'email' WHEN 2 THEN 'phone' ELSE 'unknown' END"
        let from = "FROM cell c LEFT JOIN text t ON t.id = c.text WHERE c.dimension"
        let name = "coalesce(t.text, 'unknown')"
        try check(
            "Accounts by source",
            "SELECT \(type) || ' · ' || coalesce(t.text, 'unknown'), \(Self.masks(both)) \(from) = 0 GROUP BY 1",
            columns: 4, isWhole: false)
        try check("Accounts by product", "SELECT \(name), \(Self.masks(both)) \(from) = 1 GROUP BY 1", columns: 4)
        try check(
            "Accounts by advertiser, the largest first", "SELECT \(name), \(Self.masks(both)) \(from) = 2 GROUP BY 1",
            columns: 4,
            isWhole: false)
        try check(
            "Accounts reached, by the country where the ad was served",
            "SELECT \(name), \(Self.masks([(.reached, .before), (.reached, .since)])) \(from) = 3 GROUP BY 1",
            columns: 2)
    }

    private static let place = "coalesce(c.text, 'unknown') || iif(r.text IS NULL, '', ' · ' || r.text)"
    private static let homes = "LEFT JOIN text c ON c.id = a.country LEFT JOIN text r ON r.id = a.region"

    private func residences() throws {
        let sums = ["before", "since"].flatMap { side in
            ["matched", "reached", "disclosed"].flatMap { count in
                Self.readings.map { "coalesce(sum(\(Self.isIn(count, side, $0))), 0)" }
            }
        }
        let from = "\(sums.joined(separator: ", ")) FROM account a \(Self.homes) GROUP BY 1"
        // A country stands over its regions, unless it has but one.
        try check(
            "Accounts by residence",
            """
            SELECT coalesce(c.text, 'unknown'), \(from) UNION ALL
            SELECT coalesce(c.text, 'unknown') || ' · ' || coalesce(r.text, 'region not known'), \(from)
            """, columns: 6, isWhole: false)
        let countries = try rows("SELECT DISTINCT coalesce(c.text, 'unknown') FROM account a \(Self.homes)").keys
        let names = try #require(tables["Accounts by residence"]).rows.map { $0.name.components(separatedBy: " · ")[0] }
        #expect(Set(names) == Set(countries))
        let people = Self.readings.map { reading in
            let test = Self.isIn("matched", "before", reading)
            return "count(DISTINCT iif(\(test), person, NULL)) + sum(person IS NULL AND coalesce(\(test), 0))"
        }
        let records = Self.readings.map { reading in
            """
            (SELECT count(*) FROM event e JOIN account b ON b.id = e.account WHERE b.country IS a.country AND b.region IS a.region
            AND e.kind = 1 AND NOT e.removal AND e.ts < (SELECT cutoff FROM run)
            AND e.verdict \(reading == "lower" ? "= 1" : "<> 0"))
            """
        }
        try check(
            "People and records by residence: those matched before the cutoff, and their match events",
            "SELECT \(Self.place), \((people + records).joined(separator: ", ")) FROM account a \(Self.homes) GROUP BY a.country, a.region",
            columns: 2)
    }

    private func sourcesByProduct() throws {
        let table = try #require(tables["Accounts matched before the cutoff, by source and product"])
        let type = "CASE s.id_type WHEN 1 THEN 'email' WHEN 2 THEN 'phone' ELSE 'unknown' END"
        let expected = try rows(
            """
            SELECT \(type) || ' · ' || coalesce(t.text, 'unknown') || '/' || coalesce(p.text, 'unknown'),
            count(DISTINCT iif(e.verdict = 1, e.account, NULL)), count(DISTINCT e.account)
            FROM event e JOIN run LEFT JOIN source s ON s.source_set = e.source_set LEFT JOIN text t ON t.id = s.purpose
            LEFT JOIN audience a ON a.id = e.text LEFT JOIN text p ON p.id = a.product
            WHERE e.kind = 1 AND NOT e.removal AND e.ts < run.cutoff AND e.verdict <> 0 GROUP BY 1
            """)
        var found = 0
        for row in table.rows {
            for (product, cell) in zip(table.columns.dropFirst(), row.cells) {
                let numbers = expected["\(row.name)/\(product)"]
                #expect(numbers.map { Self.cell($0[...]) } ?? "0" == cell, "\(row.name), \(product)")
                found += numbers == nil ? 0 : 1
            }
        }
        #expect(found == expected.count)
    }

    private func verdictsAndStreams() throws {
        let verdicts = try #require(tables.first { $0.key.hasPrefix("Records concerned") }?.value)
        let names = ["Permitted", "Restricted", "Unclassified", "Stale", "Unattributed"]
        #expect(verdicts.rows.map(\.name) == names)
        for row in verdicts.rows {
            let numbers = try rows(
                """
                SELECT 'x', json_extract(json, '$.verdicts.before.\(row.name.lowercased())'),
                json_extract(json, '$.verdicts.since.\(row.name.lowercased())') FROM document WHERE name = 'result'
                """)
            #expect(row.cells == numbers["x"]?.map { Self.cell([$0, $0]) }, "\(row.name)")
        }
        let streams = try #require(tables["What was read of each stream; times are UTC"])
        let expected = try rows("SELECT stream, count(*), sum(lines), sum(rejected) FROM input GROUP BY 1")
        #expect(Set(streams.rows.map(\.name)) == Set(expected.keys))
        for row in streams.rows {
            #expect(
                expected[row.name].map { $0.map { Self.cell([$0, $0]) } }.map { row.cells.starts(with: $0) } == true)
        }
        let files = try #require(tables["Input files; times are UTC"])
        let inputs = try rows("SELECT file, size, lines, rejected FROM input")
        #expect(Set(files.rows.map(\.name)) == Set(inputs.keys))
        for row in files.rows {
            #expect(inputs[row.name].map { $0.map { Self.cell([$0, $0]) } }.map { row.cells.starts(with: $0) } == true)
        }
    }
}
