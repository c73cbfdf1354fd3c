import RetraceCore
import RetraceStatistics
import RetraceWriters
import Testing

@Suite struct TextSummaryTests {
    private func text(_ result: ReplayResult, _ rejections: [Rejection] = [], isBold: Bool = false) -> String {
        TextSummary(result, rejections: rejections, isBold: isBold).text
    }

    /// The paragraphs in front of the tables, each on a line of its own.
    private func answer(_ result: ReplayResult) -> [String] {
        let isTable = { (paragraph: Substring) in paragraph.contains("\n  at risk") }
        let paragraphs: [Substring] = text(result).split(separator: "\n\n").prefix { !isTable($0) }
        return paragraphs.map { String($0.replacing("\n", with: " ")) }
    }

    @Test func theAnswerNamesPeopleWhereTheyAreKnown() {
        var result = Sample.empty()
        result.counts.accounts.before = Sample.counts(5, 9)
        #expect(answer(result)[0].contains("at least 5 and at most 9 accounts were affected"))
        result.counts.persons = Sided(before: Sample.counts(1234, 1234), since: CountSet())
        #expect(answer(result)[0].hasPrefix("Before 2019-09-17 00:00:00 UTC, 1,234 people were affected: "))
        #expect(answer(result)[0].contains("; 1,234 people were shown an ad because of it."))
        #expect(answer(result)[1] == "Since then, nobody was matched or shown an ad in that way.")
    }

    @Test(
        arguments: [
            (1, 1, "1 person was affected"), (0, 1, "at most 1 person was affected"),
            (0, 7, "at most 7 people were affected"),
            (1, 2, "at least 1 and at most 2 people were affected"),
        ] as [(UInt64, UInt64, String)])
    func boundsInWords(lower: UInt64, upper: UInt64, words: String) {
        var result = Sample.empty()
        result.counts.persons = Sided(before: Sample.counts(lower, upper), since: CountSet())
        result.counts.accounts.before = Sample.counts(lower, upper)
        #expect(answer(result)[0].contains(words))
    }

    @Test func disclosureAloneIsSaid() {
        var result = Sample.empty()
        result.counts.accounts.before.disclosed = Bounds(lower: 2, upper: 2)
        #expect(answer(result)[0].contains("no account was affected"))
        #expect(answer(result)[0].hasSuffix("Such data of 2 accounts left the platform all the same."))
    }

    @Test func logsThatEndEarlyDoNotClearAnybody() {
        var result = Sample.empty()
        result.streams["matches"] = Sample.stream(lines: 2, from: "2019-06-01", to: "2019-09-16")
        #expect(answer(result)[1] == "The logs end before the cutoff: they do not tell what went on since.")
        result.streams["impressions"] = Sample.stream(lines: 2, from: "2019-06-01", to: "2019-09-17")
        #expect(answer(result)[1].hasPrefix("Since then, no account"))
    }

    @Test func logsThatBeginLateDoNotEither() {
        var result = Sample.empty()
        result.streams["matches"] = Sample.stream(lines: 2, from: "2019-09-17", to: "2019-09-20")
        #expect(answer(result)[0] == "The logs begin at the cutoff or later: they do not tell what went on before it.")
    }

    @Test func anEmptyResultExplainsItself() {
        var result = Sample.empty()
        #expect(
            answer(result).last
                == "What was read: 2 lines of 'matches', from 2019-06-01 00:00:00 to 2019-10-01 00:00:00 UTC, on both sides of "
                + "the cutoff. Every match was permitted: at its moment the address or number was held for a purpose that the "
                + "policy permits.")
        result.verdicts.before.permitted = 0
        #expect(
            answer(result).last?.hasSuffix("None of them puts an account into an audience: they are removals.") == true)
        result.streams["matches"]?.rejected = 2
        #expect(answer(result).last == "Nothing could be matched: of 2 lines of 'matches' none was accepted.")
    }

    @Test func noLineIsWiderThanAHundredColumns() {
        let rejections = (1...9).map {
            Rejection(file: "matches/part-\($0)", line: $0, reason: .wrongField, field: "ts")
        }
        for line in text(Sample.wide(), rejections).split(separator: "\n") {
            #expect(line.count <= 100, "\(line)")
            #expect(line.last != " ")
        }
    }

    @Test func longListsEndWithHowManyMoreThereAre() {
        let text = self.text(Sample.wide())
        #expect(text.contains("  … 22 more\n"))
        #expect(text.contains("  … 20 more\n"))
    }

    @Test func noTextFromTheLogsMovesTheCursor() {
        let text = self.text(
            Sample.wide(), [Rejection(file: "matches/\u{1B}]0;x\u{7}", line: 1, reason: .tooLong, field: nil)])
        #expect(text.contains(#"p\u{1b}[31m\u{202e}q"#))
        #expect(text.contains(#"matches/\u{1b}]0;x\u{7}:1: longer than"#))
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x202E })
    }

    @Test func rejectedLinesOfEveryStreamAreShown() {
        var result = Sample.empty()
        result.streams["matches"]?.lines = 9
        result.streams["matches"]?.rejected = 7
        let rejections = ["identifiers/a", "identifiers/b", "identifiers/c", "matches/a"].map {
            Rejection(file: $0, line: 3, reason: .missingField, field: "ts")
        }
        #expect(
            text(result, rejections).contains(
                """
                First rejected lines of each stream
                  identifiers/a:3: a required field is missing (ts)
                  identifiers/b:3: a required field is missing (ts)
                  matches/a:3: a required field is missing (ts)
                  … 4 more

                """))
    }

    @Test func cellsAreRankedByUpperValues() throws {
        var result = Sample.empty()
        result.breakdowns.product = [("a", 1, 5), ("b", 4, 4), ("c", 0, 9), ("d", 5, 5)].map {
            ProductRow(product: $0.0, before: Sample.counts($0.1, $0.2), since: CountSet())
        }
        let lines = text(result).split(separator: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("Accounts by product") })
        #expect(lines[start + 1...start + 4].map { $0.trimmingPrefix("  ").prefix(1) } == ["c", "a", "d", "b"])
    }

    @Test func onlyHeadingsAreBold() {
        let bold = text(Sample.wide(), isBold: true)
        #expect(bold.contains("\u{1B}[1mMatches by verdict"))
        #expect(bold.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "") == text(Sample.wide()))
    }
}
