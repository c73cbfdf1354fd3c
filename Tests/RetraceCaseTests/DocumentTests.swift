import Foundation
import RetraceTestSupport
import Testing

/// What `docs/case-file.md` says to analysts is so.
@Suite struct DocumentTests {
    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/case-file.md")

    @Test func everyQueryRuns() throws {
        let maker = try CaseMaker()
        try maker.write(RandomEvidence(seed: 1), to: "a.retrace")
        let text = try String(contentsOf: DocumentTests.page, encoding: .utf8)
        let queries = text.components(separatedBy: "```sql\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        #expect(queries.count >= 7)
        for query in queries {
            let output = try Shell.sqlite(maker.path("a.retrace"), query)
            #expect(!output.isEmpty || query.contains("decides"), "\(query) finds nothing")
        }
    }

    /// Every table and column that there is stands on the page.
    @Test func everyColumnIsDescribed() throws {
        let maker = try CaseMaker()
        try maker.write(RandomEvidence(seed: 1), to: "a.retrace")
        let text = try String(contentsOf: DocumentTests.page, encoding: .utf8)
        let columns = try Shell.sqlite(
            maker.path("a.retrace"),
            """
            SELECT m.name || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'grdb%'
            """)
        for line in columns.split(separator: "\n") {
            let words = line.split(separator: " ")
            #expect(text.contains("| `\(words[0])` |"), "\(words[0])")
            guard !words[1].hasPrefix("first_") || words[1] == "first_ts",
                !words[1].hasPrefix("last_") || words[1] == "last_ts"
            else { continue }
            #expect(text.contains("`\(words[1])`"), "\(line)")
        }
    }

    @Test func markOfTheFileIsAsDescribed() throws {
        let maker = try CaseMaker()
        try maker.write(RandomEvidence(seed: 1), to: "a.retrace")
        let output = try Shell.sqlite(
            maker.path("a.retrace"), "PRAGMA application_id; PRAGMA user_version; PRAGMA integrity_check;")
        #expect(output == "\(0x5274_7263)\n1\nok\n")
    }
}
