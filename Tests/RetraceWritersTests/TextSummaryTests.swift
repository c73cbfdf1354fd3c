import RetraceCore
import RetraceStatistics
import RetraceWriters
import Testing

/// The summary for people.
@Suite struct TextSummaryTests {
    private func text(_ result: ReplayResult, rejections: [Rejection] = []) -> String {
        ResultMaker.flat(TextSummary(result, rejections: rejections).text)
    }

    @Test(
        arguments: [
            (0, 0, true, "nobody was affected"), (1, 1, true, "1 person was affected"),
            (2, 2, true, "2 people were affected"),
            (0, 1, true, "at most 1 person was affected"),
            (1, 2, true, "at least 1 and at most 2 people were affected"),
            (1234, 5678, true, "at least 1,234 and at most 5,678 people were affected"),
            (0, 0, false, "no account was affected"),
            (1, 1, false, "1 account was affected"), (3, 3, false, "3 accounts were affected"),
            (0, 4, false, "at most 4 accounts were affected"),
        ] as [(UInt64, UInt64, Bool, String)])
    func oneSentenceAnswersTheQuestion(lower: UInt64, upper: UInt64, havePersons: Bool, sentence: String) {
        let result = ResultMaker.make(matched: Bounds(lower: lower, upper: upper), havePersons: havePersons)
        let start = "Before 2019-09-17 00:00:00 UTC, "
        #expect(text(result).hasPrefix(start + sentence), "\(text(result).prefix(200))")
    }

    @Test func emptyResultExplainsItself() {
        let nothing = text(ResultMaker.make())
        #expect(
            nothing.contains(
                "What was read: 10 lines of 'matches', from 2019-01-01 00:00:00 to 2019-10-01 00:00:00 UTC"))
        #expect(nothing.contains("on both sides of the cutoff"))
        #expect(text(ResultMaker.make(rejected: 10, last: nil)).contains("of 10 lines of 'matches' none was accepted"))
        let early = text(ResultMaker.make(last: "2019-02-01T00:00:00.000Z"))
        #expect(early.contains("all before the cutoff") && early.contains("The logs end before the cutoff"))
        #expect(!text(ResultMaker.make(matched: Bounds(lower: 0, upper: 1))).contains("What was read"))
    }

    @Test func logsThatBeginLateDoNotClearAnybody() {
        var result = ResultMaker.make()
        for name in result.streams.keys { result.streams[name]?.firstTimestamp = "2019-09-17T00:00:00.000Z" }
        #expect(
            text(result).hasPrefix("The logs begin at the cutoff or later: they do not tell what went on before it."))
    }

    @Test func tablesLineUp() {
        var result = ResultMaker.make(matched: Bounds(lower: 9, upper: 1234), reached: Bounds(lower: 8, upper: 8))
        let (before, since) = (result.counts.accounts.before, result.counts.accounts.since)
        result.breakdowns.product = [ProductRow(product: "p", before: before, since: since)]
        let lines = TextSummary(result).text
        #expect(
            lines.contains(
                """
                Before 2019-09-17 00:00:00 UTC                        accounts    persons
                  at risk         gave data for restricted use only  9 – 1,234  9 – 1,234
                  matched         that data was used in a match      9 – 1,234  9 – 1,234
                  solely matched  only it put them in an audience            0          0
                  reached         were shown an ad because of it             8          8
                  disclosed       that data left the platform                0          0

                """))
        #expect(
            lines.contains(
                "Accounts by product    matched  since  reached  since\n  p                  9 – 1,234      0        8      0\n"
            ))
    }

    @Test func nothingIsWiderThanAHundredColumns() {
        let long = String(repeating: "essential.service.security.", count: 8)
        var result = ResultMaker.make(
            matched: Bounds(lower: 1_234_567_890, upper: 12_345_678_901),
            reached: Bounds(lower: 1, upper: 9_999_999_999))
        result.counts.accounts.since = result.counts.accounts.before
        let (before, since) = (result.counts.accounts.before, result.counts.accounts.since)
        result.breakdowns.source = (0..<20).map {
            SourceRow(idType: "phone", purpose: "\(long)\($0)", before: before, since: since)
        }
        result.breakdowns.product = [ProductRow(product: long, before: before, since: since)]
        result.breakdowns.residence = [ResidenceRow(country: "US", region: long, before: before, since: since)]
        result.warnings = [String(repeating: "A warning of many words. ", count: 20)]
        result.incomplete = [
            IncompleteFile(file: "matches/part", reason: String(repeating: "is damaged ", count: 20), linesRead: 1)
        ]
        for line in TextSummary(result).text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
        #expect(text(result).contains("… 12 more"))
    }

    @Test func rejectedLinesAndDamageAreNamed() {
        var result = ResultMaker.make(rejected: 3)
        result.incomplete = [
            IncompleteFile(file: "matches/a", reason: "was cut off", linesRead: 1),
            IncompleteFile(file: "matches/b", reason: "was cut off", linesRead: 2000),
        ]
        let lines = (1...12).map { Rejection(file: "matches/part", line: $0, reason: .wrongField, field: "ts") }
        let rejections = lines + [Rejection(file: "uploads/part", line: 1, reason: .tooLong, field: nil)]
        let found = text(result, rejections: rejections)
        #expect(found.contains("matches/part:1: a field has a wrong type or form (ts)"))
        // Two of each stream, so that one bad file does not hide the others.
        #expect(found.contains("matches/part:2:") && !found.contains("matches/part:3:"))
        #expect(found.contains("uploads/part:1:") && found.contains("… 18 more"))
        #expect(found.contains("matches/a was cut off; 1 line of it counts"))
        #expect(found.contains("matches/b was cut off; 2,000 lines of it count"))
    }

    @Test func textFromLogsDoesNotReachTheTerminal() {
        var result = ResultMaker.make(matched: Bounds(lower: 1, upper: 1))
        let counts = result.counts.accounts
        result.breakdowns.product = [
            ProductRow(product: "a\u{1B}[2J\u{202E}b\n", before: counts.before, since: counts.since)
        ]
        result.incomplete = [IncompleteFile(file: "matches/\u{1B}]0;x\u{7}", reason: "is bad", linesRead: 0)]
        let found = TextSummary(result, isBold: false).text
        #expect(!found.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 || $0.value == 0x202E })
        #expect(found.contains("\\u{1b}[2J\\u{202e}b\\u{a}"))
        #expect(TextSummary(result, isBold: true).text.contains("\u{1B}[1m"))
    }
}
