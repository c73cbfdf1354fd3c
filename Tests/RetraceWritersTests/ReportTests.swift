import Foundation
import RetraceCore
import RetraceStatistics
import Testing

@testable import RetraceWriters

/// The report to read.
@Suite struct ReportTests {
    /// A result with something in every table.
    static func input(advertiser: String = "advertiser-77", people: Bounds = Bounds(lower: 1234, upper: 5678))
        -> ReportInput
    {
        var result = ResultMaker.make(matched: people, reached: Bounds(lower: 200, upper: 456))
        let counts = result.counts.accounts
        result.breakdowns.advertiser = [
            AdvertiserRow(advertiser: advertiser, before: counts.before, since: counts.since)
        ]
        result.breakdowns.product = [
            ProductRow(product: "partner_audiences", before: counts.before, since: counts.since)
        ]
        result.breakdowns.source = [
            SourceRow(idType: "phone", purpose: "essential.security", before: counts.before, since: counts.since)
        ]
        var (large, small) = (CountSet(), CountSet())
        large.matched = Bounds(lower: people.lower - 3, upper: people.upper - 7)
        large.reached = Bounds(lower: 200, upper: 456)
        small.matched = Bounds(lower: 3, upper: 7)
        result.breakdowns.residence = [
            ResidenceRow(country: "FR", region: "unknown", before: large, since: CountSet()),
            ResidenceRow(country: "LI", region: "unknown", before: small, since: CountSet()),
        ]
        result.timeline = [TimelineDay(day: "2019-06-01", accounts: counts.before)]
        var run = ReportRun(version: "1.2.3", commandLine: "retrace replay secret-folder/logs")
        run.policyText = "permitted: [marketing]"
        return ReportInput(result: result, run: run)
    }

    @Test func opensWithTheAnswer() {
        let html = Report(ReportTests.input()).html
        let answer = "Before 17 September 2019 UTC, at least 1,234 and at most 5,678 people had"
        #expect(html.contains("<h1>\(answer)"))
        #expect(html.contains(">1,234–5,678</td>") && html.contains("advertiser-77"))
        #expect(html.contains("<th scope=\"row\">FR</th>") && html.contains("retrace replay secret-folder/logs"))
    }

    @Test func sameContentInMarkdown() {
        let markdown = Report(ReportTests.input()).markdown
        #expect(markdown.contains("**Before 17 September 2019 UTC, at least 1,234 and at most 5,678 people had"))
        #expect(markdown.contains("| FR | 1,231–5,671 | 200–456 | 0 | 0 | 0 | 0 |"), "\(markdown)")
        #expect(markdown.contains("| phone · essential.security | 1,234–5,678 | 200–456 | 0 | 0 |"))
        for heading in ["Claims, tested", "Residence, for notices", "What the logs can’t show"] {
            #expect(markdown.contains("\n## \(heading)\n"))
        }
    }

    @Test func publicReportsNameNobodyAndHideSmallCells() {
        for text in [Report(ReportTests.input(), options: ReportOptions(isPublic: true))].flatMap({
            [$0.html, $0.markdown]
        }) {
            #expect(!text.contains("advertiser-77") && !text.contains("secret-folder"))
            #expect(!text.contains("1,231") && !text.contains("5,671") && !text.contains("3–7"))
            #expect(text.contains("∗"))
        }
    }

    @Test func hiddenTotalsAreHiddenEverywhere() {
        let input = ReportTests.input(people: Bounds(lower: 8, upper: 9))
        let text = Report(input, options: ReportOptions(isPublic: true, claimedPeople: 8)).markdown
        #expect(text.contains("fewer than 11 people had"))
        #expect(!text.contains("| 8") && !text.contains("8–9") && text.contains("The number is withheld"))
    }

    @Test(arguments: [(5000, "Can’t be told"), (10, "Not held"), (9999, "Not held")] as [(UInt64, String)])
    func claimedNumbersAreTested(people: UInt64, finding: String) {
        let text = Report(ReportTests.input(), options: ReportOptions(claimedPeople: people)).markdown
        #expect(text.contains("“\(Figures.count(people)) people were affected” **\(finding).**"), "\(text)")
        #expect(text.contains("“Nothing left the platform” **Held.**"))
        #expect(text.contains("“Fixed as of 17 September 2019 UTC” **Held.**"))
    }

    /// Lost lines of what judges a count keep it from being proven, and of nothing else.
    @Test(arguments: [
        ("matches/a", "Can’t be told"), ("audiences/a", "Can’t be told"), ("impressions/a", "Not held"),
        ("disclosures/a", "Not held"),
    ])
    func lostLinesOfWhatJudgesAreDoubt(file: String, finding: String) {
        var input = ReportTests.input()
        var since = CountSet()
        since.reached = Bounds(lower: 3, upper: 4)
        input.result.counts = Totals(
            accounts: Sided(before: input.result.counts.accounts.before, since: since), persons: nil)
        input.result.incomplete = [IncompleteFile(file: file, reason: "is gone", linesRead: 0)]
        let text = Report(input).markdown
        #expect(text.contains("“Fixed as of 17 September 2019 UTC” **\(finding).**"), "\(text)")
        let all = CountKind.allCases.map { ($0.name, EstimatePair(lower: bound(low: 0), upper: bound(low: 0))) }
        let none = Dictionary(uniqueKeysWithValues: all)
        input.result.estimates = Estimates(accounts: Sided(before: none, since: none), persons: nil)
        #expect(Report(input).markdown.contains("“Fixed as of 17 September 2019 UTC” **Can’t be told.**"))
    }

    private func bound(low: Double) -> Estimate {
        Estimate(point: nil, low: low, high: nil, method: "bounds", refused: "Lines are missing.")
    }

    @Test func hostileNamesStayInertAndLegible() {
        let hostile = "<script>alert(1)</script>\"'&|\u{202E}\u{0}" + String(repeating: "x", count: 10_000)
        let report = Report(ReportTests.input(advertiser: hostile))
        #expect(report.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;|\\u{202e}\\u{0}x"))
        #expect(!report.html.contains("<script") && !report.html.contains("\u{202E}"))
        #expect(report.html.utf8.count < 60_000)
        #expect(report.markdown.contains("&lt;script&gt;alert(1)&lt;/script&gt;\"'&amp;\\|\\\\u{202e}"))
        #expect(TextEscaper.html("a" + String(repeating: "\u{301}", count: 9)).contains("\\u{301}"))
    }

    @Test func aCaseAddsPeopleRecordsAndUses() {
        var input = ReportTests.input()
        let bounds = Bounds(lower: 1200, upper: 1300)
        input.evidence = ReportEvidence(
            residences: [.init(country: "FR", region: "Bretagne", people: bounds, records: Bounds(lower: 9, upper: 9))],
            uses: [
                .init(source: "phone · essential", product: "small", accounts: Bounds(lower: 1, upper: 1)),
                .init(source: "phone · essential", product: "large", accounts: bounds),
                .init(source: "email · other", product: "small", accounts: Bounds(lower: 0, upper: 2)),
            ])
        let text = Report(input).markdown
        #expect(text.contains("| FR · Bretagne | 1,200–1,300 | 9 |"), "\(text)")
        #expect(text.contains("| Source | large | small |") && text.contains("| email · other | 0 | 0–2 |"))
        #expect(text.contains("| phone · essential | 1,200–1,300 | 1 |"))
        let open = Report(input, options: ReportOptions(isPublic: true)).markdown
        #expect(!open.contains("Bretagne") && !open.contains("| email · other"))
        #expect(!text.contains("than a case keeps"))
        input.evidence?.accountsCut = 2100
        let cut = Report(input).markdown.components(separatedBy: "2,100 accounts have more lines than a case keeps")
        #expect(cut.count == 3, "a note below each of the two tables")
    }

    @Test func sameInputSameBytes() {
        #expect(Report(ReportTests.input()).html == Report(ReportTests.input()).html)
    }
}
