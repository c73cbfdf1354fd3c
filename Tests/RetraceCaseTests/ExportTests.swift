import RetraceCase
import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import Testing

@Suite struct ExportTests {
    private func rows(_ reader: CaseReader, _ selection: CaseSelection) throws -> [ExportRow] {
        var rows: [ExportRow] = []
        try reader.forEach(selection) { rows.append($0) }
        return rows
    }

    @Test(arguments: 0..<4) func rowsAreAsManyAsTheCountSays(seed: UInt64) throws {
        let maker = try CaseMaker()
        let evidence = RandomEvidence(seed: seed)
        try maker.write(evidence, to: "a.retrace")
        let reader = try CaseReader(path: maker.path("a.retrace"))
        let totals = RecountTests.expected(evidence, cutoff: evidence.cutoff)
        for count in CountKind.allCases {
            for side in Side.allCases {
                for reading in Reading.allCases {
                    var selection = CaseSelection(count: count, side: side, reading: reading)
                    let bounds = totals.accounts[side][count]
                    let accounts = try rows(reader, selection)
                    #expect(accounts.count == Int(reading == .lower ? bounds.lower : bounds.upper))
                    #expect(accounts == accounts.sorted { $0.account.utf8.lexicographicallyPrecedes($1.account.utf8) })
                    selection.isByCountry = true
                    #expect(try Set(rows(reader, selection).map { Array($0.account.utf8) }).count == accounts.count)
                    let people = try #require(totals.persons)[side][count]
                    for isByCountry in [false, true] {
                        (selection.unit, selection.isByCountry) = (.persons, isByCountry)
                        #expect(
                            try rows(reader, selection).count == Int(reading == .lower ? people.lower : people.upper))
                    }
                }
            }
        }
    }

    @Test func countriesComeOneAfterTheOther() throws {
        let maker = try CaseMaker()
        try maker.write(RandomEvidence(seed: 4), to: "a.retrace")
        let reader = try CaseReader(path: maker.path("a.retrace"))
        for unit in CaseSelection.Unit.allCases {
            let selection = CaseSelection(count: .atRisk, reading: .upper, unit: unit, isByCountry: true)
            let countries = try rows(reader, selection).map { $0.country ?? "unknown" }
            #expect(!countries.isEmpty && countries == countries.sorted())
        }
    }

    private let row = ExportRow(
        account: "=1+\"1\"", person: nil, country: "F,R", region: "a\r\nb", first: Instant(milliseconds: 0),
        last: .distantFuture, sources: ["email:a", "phone:b"])

    @Test func fieldsAreQuotedWhereTheyNeedIt() throws {
        let text = ExportText(.csv, .lower)
        #expect(text.header == "account,person,country,region,first,last,sources,bound\r\n")
        #expect(
            try text.line(row)
                == "\"=1+\"\"1\"\"\",,\"F,R\",\"a\r\nb\",1970-01-01T00:00:00.000Z,still,email:a phone:b,lower\r\n")
        #expect(try ExportText(.csv, .lower, isForSpreadsheets: true).line(row).hasPrefix("\"'=1+"))
    }

    @Test func jsonLinesHaveTheSameFields() throws {
        #expect(
            try ExportText(.jsonl, .upper).line(row) == """
                {"account":"=1+\\"1\\"","bound":"upper","country":"F,R","first":"1970-01-01T00:00:00.000Z","last":"still",\
                "person":null,"region":"a\\r\\nb","sources":["email:a","phone:b"]}

                """)
    }
}
