import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct HoldingsTests {
    @Test func holdsFromTheAddToTheRemove() {
        let holdings = Hand.model(.give(2), .withdraw(4, Hand.security)).holdings
        #expect(holdings.held("a", Hand.one, at: Hand.day(2, -1)).isEmpty)
        #expect(holdings.held("a", Hand.one, at: Hand.day(2)) == [Hand.security])
        #expect(holdings.held("a", Hand.one, at: Hand.day(4, -1)) == [Hand.security])
        #expect(holdings.held("a", Hand.one, at: Hand.day(4)).isEmpty)
        #expect(holdings.held("b", Hand.one, at: Hand.day(3)).isEmpty)
        #expect(holdings.held("a", Hand.two, at: Hand.day(3)).isEmpty)
    }

    @Test func aRemoveWinsAtTheSameInstantInWhateverOrder() {
        for lines in [[LogLine.give(2), .withdraw(2, Hand.security)], [.withdraw(2, Hand.security), .give(2)]] {
            let holdings = Hand.model(lines[0], lines[1]).holdings
            #expect(holdings.held("a", Hand.one, at: Hand.day(3)).isEmpty)
            // It was never held, not even for an instant.
            #expect(holdings.verdict("a", Hand.one, at: Hand.day(3)) == .unattributed)
        }
    }

    @Test func aRemoveWithoutPurposeRemovesEveryPurposeOfThatHashAlone() {
        let holdings = Hand.model(
            .give(2), .give(2, Hand.ads), .give(2, Hand.ads, Hand.two), .withdraw(3, nil), .give(4, Hand.profile)
        ).holdings
        #expect(holdings.held("a", Hand.one, at: Hand.day(3)).isEmpty)
        #expect(holdings.held("a", Hand.two, at: Hand.day(3)) == [Hand.ads])
        #expect(holdings.held("a", Hand.one, at: Hand.day(4)) == [Hand.profile])
    }

    @Test func verdictsFollowWhatIsHeldThenNotLater() {
        let holdings = Hand.model(
            .give(2), .give(4, Hand.profile), .give(6, Hand.ads), .withdraw(8, nil)
        ).holdings
        let expected: [(Int, Verdict)] = [
            (1, .unattributed), (2, .restricted), (4, .unclassified), (6, .permitted), (8, .stale), (30, .stale),
        ]
        for (day, verdict) in expected {
            #expect(holdings.verdict("a", Hand.one, at: Hand.day(day)) == verdict)
        }
    }

    @Test func theLongestPrefixOfWholeSegmentsDecides() throws {
        var logs = Hand.logs()
        logs.policy = try #require(Policy(permitted: ["a", "a.b.c"], restricted: ["a.b"]))
        let holdings = ReferenceModel(logs).holdings
        #expect(holdings.classification("a") == .permitted)
        #expect(holdings.classification("a.x") == .permitted)
        #expect(holdings.classification("a.b") == .restricted)
        #expect(holdings.classification("a.bc") == .permitted)
        #expect(holdings.classification("a.b.c.d") == .permitted)
        #expect(holdings.classification("ab") == .unclassified)
    }

    @Test func theSourceHasTheTypeOfTheLatestAddAndEmailAtTheSameInstant() {
        let holdings = Hand.model(
            .give(2, as: .email), .give(4, as: .phone), .give(6, as: .phone), .give(6, as: .email)
        ).holdings
        let types = [2, 3, 4, 5, 6, 7].map { holdings.source("a", Hand.one, at: Hand.day($0)).map(\.idType) }
        #expect(types == [["email"], ["email"], ["phone"], ["phone"], ["email"], ["email"]])
    }

    @Test func aStaleSourceIsWhatWasHeldLast() {
        let holdings = Hand.model(
            .give(2, as: .email), .give(3, Hand.recovery, as: .email), .withdraw(4, Hand.recovery),
            .give(5, as: .phone), .withdraw(6, nil), .give(7, as: .email), .withdraw(7, nil)
        ).holdings
        #expect(
            holdings.source("a", Hand.one, at: Hand.day(6)) == [SourceCell(idType: "phone", purpose: Hand.security)])
        // The last addition was undone at once, and still says as what the purpose was given last.
        #expect(
            holdings.source("a", Hand.one, at: Hand.day(9)) == [SourceCell(idType: "email", purpose: Hand.security)])
        #expect(holdings.source("a", Hand.one, at: Hand.day(1)) == [.unknown])
    }
}
