import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct BreakdownTests {
    @Test func sourcesAreWhatWasHeldThenOfWhateverMemberships() {
        let result = Hand.replay(
            .give(2), .give(2, Hand.recovery, as: .email), .give(2, Hand.profile, Hand.two, as: .email), .match(3),
            .match(4, Hand.two))
        let rows = result.breakdowns.source
        #expect(rows.map(\.idType) == ["email", "email", "phone"])
        #expect(rows.map(\.purpose) == [Hand.recovery, Hand.profile, Hand.security].map(\.string))
        #expect(rows.map(\.before.lower) == [[1, 1, 1, 0, 0], [0, 0, 0, 0, 0], [1, 1, 1, 0, 0]])
        #expect(rows.map(\.before.upper) == [[1, 1, 1, 0, 0], [1, 1, 1, 0, 0], [1, 1, 1, 0, 0]])
        #expect(rows.map(\.since.lower) == [[1, 0, 0, 0, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0]])
    }

    @Test func reSubmissionUnderAnotherTypeIsAtRiskInBothCells() {
        let rows = Hand.replay(.give(2, as: .email), .give(4, as: .phone)).breakdowns.source
        #expect(rows.map(\.idType) == ["email", "phone"])
        #expect(rows.map(\.before.lower) == [[1, 0, 0, 0, 0], [1, 0, 0, 0, 0]])
        #expect(rows.map(\.since.lower) == [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0]])
    }

    @Test func eventsOfOpenVerdictAddTheirSourcesToAtRisk() {
        let rows = Hand.replay(.give(2), .give(2, Hand.ads), .disclose(1)).breakdowns.source
        #expect(rows.map(\.purpose) == ["unknown"])
        #expect(rows.map(\.before.upper) == [[1, 0, 0, 0, 1]])
        #expect(rows.map(\.before.lower) == [[0, 0, 0, 0, 0]])
    }

    @Test func productAndAdvertiserAreThoseOfTheLatestCreateThatNamesEach() {
        let result = Hand.replay(
            .audience(2, product: "x", advertiser: "7"), .audience(25, product: "z"), .audience(25, product: "y"),
            .audience(26), .audience(27, .delete, product: "d", advertiser: "d"), .give(2), .match(3), .show(4))
        #expect(result.breakdowns.product.map(\.product) == ["y"])
        #expect(result.breakdowns.advertiser.map(\.advertiser) == ["7"])
        #expect(result.breakdowns.product.map(\.before.lower) == [[0, 1, 1, 1, 0]])
        let unknown = Hand.replay(.give(2), .match(3), .disclose(4))
        #expect(unknown.breakdowns.product.map(\.product) == ["unknown"])
        #expect(unknown.breakdowns.advertiser.map(\.before.lower) == [[0, 1, 1, 0, 0]])
    }

    @Test func theCountryIsThatOfEachImpressionThatReaches() {
        let result = Hand.replay(
            .give(2), .match(4), .show(3, in: "XX"), .show(5, in: "US"), .show(6, in: "DE"), .show(7, in: "US"),
            .show(18))
        #expect(result.breakdowns.country.map(\.country) == ["DE", "US", "unknown"])
        #expect(result.breakdowns.country.map(\.before.reached.lower) == [1, 1, 0])
        #expect(result.breakdowns.country.map(\.since.reached.lower) == [0, 0, 1])
        #expect(result.breakdowns.country.allSatisfy { $0.before.lower[..<3] == [0, 0, 0] })
    }

    @Test func residenceIsOneCellOfTheLineThatCounts() {
        let rows = Hand.replay(
            .give(2), .give(2, by: "b"), .account(LogLine.Account("a", country: "US", region: "CA")),
            .account(LogLine.Account("a", country: "US", timestamp: Hand.day(2)))
        ).breakdowns.residence
        #expect(rows.map { [$0.country, $0.region] } == [["US", "unknown"], ["unknown", "unknown"]])
        #expect(rows.map(\.before.lower) == [[1, 0, 0, 0, 0], [1, 0, 0, 0, 0]])
    }

    @Test func theMonthIsThatOfTheFirstInstantOnItsSide() {
        let rows = Hand.replay(.give(-40), .match(-3), .match(2), .show(3), .show(40)).breakdowns.month
        #expect(rows.map(\.month) == ["2019-07", "2019-08", "2019-09", "2019-10"])
        #expect(rows.map(\.before.lower) == [[1, 0, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0]])
        #expect(rows.map(\.since.lower) == [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 0]])
    }

    @Test func theTimelineKnowsNoCutoff() {
        // The permitted membership ends after the cutoff: sole from then on, by the definitions before the cutoff.
        let result = Hand.replay(
            .give(2), .give(2, Hand.ads, Hand.two), .match(3), .match(3, Hand.two), .match(20, Hand.two, .remove),
            .show(21), .disclose(1), .disclose(22))
        #expect(
            result.timeline.map(\.day) == [
                "2019-09-01", "2019-09-02", "2019-09-03", "2019-09-20", "2019-09-21", "2019-09-22",
            ])
        #expect(
            result.timeline.map(\.accounts.lower) == [
                [0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1],
            ])
        #expect(
            result.timeline.map(\.accounts.upper) == [
                [1, 0, 0, 0, 1], [0, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0],
            ])
        #expect(result.since.lower == [1, 0, 0, 1, 1])
    }
}
