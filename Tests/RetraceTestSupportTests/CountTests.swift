import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct CountTests {
    @Test func eachCountBeforeTheCutoffNeedsOneStepMore() {
        let steps: [(LogLine, [UInt64])] = [
            (.give(2), [1, 0, 0, 0, 0]), (.match(3), [1, 1, 1, 0, 0]), (.show(4, ["B"]), [1, 1, 1, 0, 0]),
            (.show(4, ["B", "A"]), [1, 1, 1, 1, 0]), (.disclose(5), [1, 1, 1, 1, 1]),
        ]
        var logs = Hand.logs()
        for (line, counts) in steps {
            logs.lines.append(line)
            logs.streams.insert(line.stream)
            let before = ReferenceModel.replay(logs).before
            #expect(before.lower == counts)
            #expect(before.upper == counts)
        }
    }

    @Test func atRiskNeedsAnInstantWithRestrictedPurposesAlone() {
        // Both are given at once, so that there is no such instant before the other purpose is withdrawn.
        #expect(Hand.replay(.give(2), .give(2, Hand.ads)).before.upper == [0, 0, 0, 0, 0])
        #expect(Hand.replay(.give(2), .give(2, Hand.profile)).before.lower == [0, 0, 0, 0, 0])
        #expect(Hand.replay(.give(2), .give(2, Hand.profile)).before.upper == [1, 0, 0, 0, 0])
        #expect(Hand.replay(.give(2), .give(2, Hand.ads), .withdraw(9, Hand.ads)).before.lower == [1, 0, 0, 0, 0])
        #expect(Hand.replay(.give(2), .give(3, Hand.ads)).before.lower == [1, 0, 0, 0, 0])
        // Another hash held for advertising changes nothing.
        #expect(Hand.replay(.give(2), .give(2, Hand.ads, Hand.two)).before.lower == [1, 0, 0, 0, 0])
    }

    @Test func anOpenVerdictOfAMatchOrDisclosurePutsAtRiskInTheUpperReading() {
        #expect(Hand.replay(.disclose(2)).before.upper == [1, 0, 0, 0, 1])
        #expect(Hand.replay(.match(2, Hand.two)).before.upper == [1, 1, 1, 0, 0])
        let stale = Hand.replay(.give(2, Hand.ads), .withdraw(3, nil), .disclose(20))
        #expect(stale.before.upper == [0, 0, 0, 0, 0])
        #expect(stale.since.upper == [1, 0, 0, 0, 1])
        #expect(stale.since.lower == [0, 0, 0, 0, 0])
    }

    @Test func whatIsAtTheCutoffIsSince() {
        let at = Hand.replay(.give(2), .withdraw(17, nil), .give(17, Hand.security, Hand.two), .match(17, Hand.two))
        #expect(at.before.lower == [1, 0, 0, 0, 0])
        #expect(at.since.lower == [1, 1, 1, 0, 0])
        #expect(at.verdicts.since.restricted == 1)
        var earlier = LogLine.Match(Hand.day(17, -1), accountId: "a", audienceId: "A", idHash: Hand.one)
        #expect(Hand.replay(.give(2), .match(earlier)).before.lower == [1, 1, 1, 0, 0])
        earlier.timestamp = Hand.day(17)
        #expect(Hand.replay(.give(2), .match(earlier)).before.lower == [1, 0, 0, 0, 0])
    }

    @Test func whatCarriesOverIsAtRiskAndMayBeReachedSinceButIsNotMatchedAnew() {
        let result = Hand.replay(.give(2), .match(3), .show(20))
        #expect(result.before.lower == [1, 1, 1, 0, 0])
        #expect(result.since.lower == [1, 0, 0, 1, 0])
        // Nothing at all happens since the cutoff, and still the data is held then.
        #expect(Hand.replay(.give(2), .match(3)).since.lower == [1, 0, 0, 0, 0])
        #expect(Hand.replay(.give(2), .withdraw(17, nil)).since.lower == [0, 0, 0, 0, 0])
    }

    @Test func solelyMatchedSinceNeedsARestrictedMatchAtAnInstantThatIsSole() {
        // Removal of the permitted membership makes the old one sole, but there is no new match.
        let removal = Hand.replay(
            .give(2), .give(2, Hand.ads, Hand.two), .match(3), .match(3, Hand.two), .match(20, Hand.two, .remove))
        #expect(removal.before.lower == [1, 1, 0, 0, 0])
        #expect(removal.since.lower == [1, 0, 0, 0, 0])
        // The new match is ended at once; the old one, of another hash, keeps the audience sole.
        let ended = Hand.replay(
            .give(2), .give(2, Hand.recovery, Hand.two), .match(3), .match(20, Hand.two), .match(20, Hand.two, .remove))
        #expect(ended.since.lower == [1, 1, 1, 0, 0])
        let alone = Hand.replay(.give(2), .match(20), .match(20, Hand.one, .remove))
        #expect(alone.since.lower == [1, 1, 0, 0, 0])
        // A new match in another audience does not count for this one.
        let other = Hand.replay(.give(2), .match(3), .match(20, into: "B"), .match(20, Hand.one, .remove, into: "B"))
        #expect(other.since.lower == [1, 1, 0, 0, 0])
    }

    @Test func personsAreCountedOnceAndAccountsWithoutOneEach() {
        let owners: [LogLine] = [
            .account(LogLine.Account("a", personId: "p")), .account(LogLine.Account("b", personId: "p")),
            // No person of its own: not the person who is called like the account.
            .account(LogLine.Account("p")),
        ]
        var logs = Hand.logs(.give(2), .give(2, by: "b"), .give(2, by: "p"), .give(2, by: "q"))
        #expect(ReferenceModel.replay(logs).counts.persons == nil)
        logs.streams.insert(.accounts)
        #expect(ReferenceModel.replay(logs).counts.persons?.before.lower == [4, 0, 0, 0, 0])
        logs.lines += owners
        #expect(ReferenceModel.replay(logs).counts.persons?.before.lower == [3, 0, 0, 0, 0])
        #expect(ReferenceModel.replay(logs).before.lower == [4, 0, 0, 0, 0])
    }

    @Test func theLatestLineOfAnAccountCountsThenTheSmallest() {
        func owner(_ lines: LogLine.Account...) -> LogText? {
            var logs = Hand.logs()
            logs.lines = lines.map { .account($0) }
            return ReferenceModel(logs).owner(of: "a")?.personId
        }
        let unknown = LogLine.Account("a", personId: "0")
        let early = LogLine.Account("a", personId: "1", timestamp: Hand.day(2))
        let late = LogLine.Account("a", personId: "3", country: "US", timestamp: Hand.day(4))
        let other = LogLine.Account("a", personId: "2", country: "ZZ", timestamp: Hand.day(4))
        let nobody = LogLine.Account("a", country: "ZZ", timestamp: Hand.day(4))
        #expect(owner(unknown) == "0")
        #expect(owner(unknown, early) == "1")
        #expect(owner(late, early, unknown) == "3")
        #expect(owner(late, other, early) == "2")
        #expect(owner(late, nobody, other) == nil)
    }
}
