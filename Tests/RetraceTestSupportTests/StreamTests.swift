import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct StreamTests {
    @Test func theEarliestLineOfAnEventIsKept() {
        let result = Hand.replay(
            .give(2), .match(20, event: "e"), .match(3, event: "e"), .match(18, Hand.two, event: "e"))
        #expect(result.before.lower == [1, 1, 1, 0, 0])
        #expect(result.since.upper == [1, 0, 0, 0, 0])
        let summary = result.streams["matches"]
        #expect(summary?.lines == 3)
        #expect(summary?.duplicates == 2)
        #expect(summary?.firstTimestamp == "2019-09-03T00:00:00.000Z")
        #expect(summary?.lastTimestamp == "2019-09-03T00:00:00.000Z")
    }

    @Test func atTheSameInstantTheSmallestIsKeptAndAbsentIsSmallest() {
        func kept(_ lines: LogLine...) -> [MatchEvent] {
            var logs = Hand.logs()
            logs.lines = lines
            return ReferenceModel(logs).matchEvents
        }
        #expect(kept(.match(3, into: "B", event: "e"), .match(3, into: "A", event: "e")).map(\.audience) == ["A"])
        #expect(kept(.match(3, event: "e"), .match(3, nil, event: "e")).map(\.hash) == [nil])
        // The type comes before the hash.
        let typed = kept(.match(3, Hand.one, event: "e", as: .phone), .match(3, Hand.two, event: "e", as: .email))
        #expect(typed.map(\.hash) == [Hand.two])
        // "add" is smaller than "remove".
        #expect(kept(.match(3, Hand.one, .remove, event: "e"), .match(3, event: "e")).count == 1)
        // "10" is smaller than "9", as text is compared.
        #expect(kept(.match(3, into: "9", event: "e"), .match(3, into: "10", event: "e")).map(\.audience) == ["10"])
    }

    @Test func listsAreComparedElementByElement() {
        func kept(_ lists: [LogText]...) -> [LogText]? {
            var logs = Hand.logs()
            logs.lines = lists.map { .show(3, $0, event: "e") }
            return ReferenceModel(logs).impressions.first?.audienceIds
        }
        #expect(kept(["b"], ["a", "c"]) == ["a", "c"])
        #expect(kept(["a", "b"], ["a"]) == ["a"])
        #expect(kept(["a"], []) == [])
        #expect(kept(["ab"], ["a", "z"]) == ["a", "z"])
    }

    @Test func linesOfOtherAccountsOrStreamsOrWithoutEventAreOtherEvents() {
        let result = Hand.replay(
            .match(3, event: "e"), .match(3, event: "e", of: "b"), .match(3), .match(3), .disclose(3, event: "e"))
        #expect(result.streams["matches"]?.duplicates == 0)
        #expect(result.streams["disclosures"]?.duplicates == 0)
        #expect(result.verdicts.before.unattributed == 4)
        #expect(Hand.replay(.disclose(3, event: "e"), .disclose(3, event: "e")).streams["disclosures"]?.duplicates == 1)
    }

    @Test func repeatedImpressionsAreDuplicatesOnlyWhereTheyCanMatter() {
        let shown: [LogLine] = [.show(3, event: "e"), .show(5, event: "e")]
        let never = Hand.replay(.give(2, Hand.ads), .match(4), shown[0], shown[1])
        #expect(never.streams["impressions"]?.duplicates == 0)
        #expect(never.streams["impressions"]?.lastTimestamp == "2019-09-05T00:00:00.000Z")
        // It becomes sole in the upper reading alone, in another audience and long after the impressions.
        let late = Hand.replay(.give(2, Hand.ads), .match(4), .match(25, Hand.two, into: "B"), shown[0], shown[1])
        #expect(late.streams["impressions"]?.duplicates == 1)
        #expect(late.streams["impressions"]?.lastTimestamp == "2019-09-03T00:00:00.000Z")
    }

    @Test func aDuplicateImpressionDoesNotReach() {
        let result = Hand.replay(.give(2), .match(4), .show(3, event: "e"), .show(5, event: "e"))
        #expect(result.before.upper == [1, 1, 1, 0, 0])
    }

    @Test func everyStreamIsSummedUpWhetherItExistsOrNot() {
        let bad = LogLine.Malformed(.uploads, .notAnObject, bytes: Array("[]".utf8))
        let result = Hand.replay(
            .malformed(bad), .list(2), .account(LogLine.Account("a")),
            .account(LogLine.Account("a", timestamp: Hand.day(5))))
        #expect(Set(result.streams.keys) == Set(LogStream.allCases.map(\.name)))
        #expect(result.streams["uploads"]?.lines == 2)
        #expect(result.streams["uploads"]?.rejected == 1)
        #expect(result.streams["accounts"]?.lines == 2)
        #expect(result.streams["accounts"]?.duplicates == 0)
        #expect(result.streams["accounts"]?.firstTimestamp == "2019-09-05T00:00:00.000Z")
        #expect(result.streams["matches"]?.lines == 0)
        #expect(result.streams["matches"]?.firstTimestamp == nil)
        #expect(result.cutoff == "2019-09-17T00:00:00.000Z")
    }
}
