import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct MembershipTests {
    @Test func aMatchWithoutHashIsOneEventForEachCandidate() {
        let result = Hand.replay(
            .give(2), .give(2, Hand.ads, Hand.two), .list(3), .list(3, Hand.two), .list(3, .hash(3)), .match(4, nil))
        #expect(result.verdicts.before.restricted == 1)
        #expect(result.verdicts.before.permitted == 1)
        #expect(result.verdicts.before.unattributed == 0)
        // The permitted candidate keeps the account from being there for its restricted data alone.
        #expect(result.before.lower == [1, 1, 0, 0, 0])
        #expect(result.before.upper == [1, 1, 0, 0, 0])
    }

    @Test func withoutCandidatesItIsOneUnattributedEvent() {
        let result = Hand.replay(.match(4, nil, as: .phone), .show(5))
        #expect(result.verdicts.before.unattributed == 1)
        #expect(result.before.lower == [0, 0, 0, 0, 0])
        #expect(result.before.upper == [1, 1, 1, 1, 0])
        #expect(result.breakdowns.source.map { [$0.idType, $0.purpose] } == [["unknown", "unknown"]])
    }

    @Test func aCandidateIsOnTheListAndHeldAtThatInstant() {
        let lines: [[LogLine]] = [
            [.give(2), .list(5)], [.give(5), .list(3)], [.give(2), .list(3), .list(4, Hand.one, as: .phone, .remove)],
            [.give(2), .list(4), .list(4, Hand.one, as: .phone, .remove)], [.give(2), .withdraw(3, nil), .list(3)],
        ]
        for own in lines {
            #expect(Hand.model(own[0], own[1], own.last ?? own[0], .match(4, nil)).matchEvents.map(\.hash) == [nil])
        }
        #expect(Hand.model(.give(4), .list(4), .match(4, nil)).matchEvents.map(\.hash) == [Hand.one])
    }

    @Test func anIdTypeNarrowsByWhatIsHeldNotByTheList() {
        let lines: [LogLine] = [.give(2, as: .email), .give(2, Hand.recovery, as: .phone), .list(3, as: .email)]
        for type in LogLine.IdType.allCases {
            let events = Hand.model(lines[0], lines[1], lines[2], .match(4, nil, as: type)).matchEvents
            #expect(events.map(\.hash) == [Hand.one])
            #expect(events[0].source.count == 2)
        }
        let other = Hand.model(.give(2, as: .email), .list(3, as: .phone), .match(4, nil, as: .phone))
        #expect(other.matchEvents.map(\.hash) == [nil])
        // With a hash the type says nothing.
        #expect(Hand.model(.give(2, as: .email), .match(4, as: .phone)).matchEvents.map(\.verdict) == [.restricted])
    }

    @Test func aRemoveWithoutHashEndsEveryMembershipOfThePair() {
        let model = Hand.model(
            .match(2), .match(2, Hand.two), .match(2, nil), .match(2, into: "B"), .match(4, nil, .remove, as: .email))
        #expect(model.activeMemberships("a", "A", at: Hand.day(4, -1)).map(\.hash) == [nil, Hand.one, Hand.two])
        #expect(model.activeMemberships("a", "A", at: Hand.day(4)).isEmpty)
        #expect(model.activeMemberships("a", "B", at: Hand.day(4)).count == 1)
    }

    @Test func aRemoveWithHashEndsThatMembershipAlone() {
        let model = Hand.model(.match(2), .match(2, Hand.two), .match(2, nil), .match(3, Hand.one, .remove))
        #expect(model.activeMemberships("a", "A", at: Hand.day(3)).map(\.hash) == [nil, Hand.two])
    }

    @Test func aRemoveWinsAtTheSameInstant() {
        let result = Hand.replay(.give(2), .match(4, Hand.one, .remove), .match(4), .show(4))
        #expect(result.before.lower == [1, 1, 0, 0, 0])
        #expect(result.before.upper == [1, 1, 0, 0, 0])
    }

    @Test func aMembershipHasTheVerdictOfItsLatestAdd() {
        let model = Hand.model(.give(2), .match(3), .give(4, Hand.ads), .match(6), .withdraw(7, Hand.ads))
        #expect(model.isSole("a", "A", at: Hand.day(3), .lower))
        #expect(model.isSole("a", "A", at: Hand.day(5), .lower))
        #expect(!model.isSole("a", "A", at: Hand.day(6), .upper))
        #expect(!model.isSole("a", "A", at: Hand.day(8), .upper))
    }

    @Test func aDeletedAudienceHasNoMembersUntilItIsCreatedAnew() {
        let model = Hand.model(
            .give(2), .match(3), .audience(4, .delete), .audience(4, .create), .audience(6, .create))
        #expect(model.isSole("a", "A", at: Hand.day(3), .lower))
        #expect(!model.isSole("a", "A", at: Hand.day(4), .upper))
        #expect(!model.isSole("a", "A", at: Hand.day(5), .upper))
        #expect(model.isSole("a", "A", at: Hand.day(6), .lower))
    }

    @Test func soleNeedsARestrictedMembershipAndNoPermittedOne() {
        let model = Hand.model(
            .give(2), .give(2, Hand.ads, Hand.two), .give(2, Hand.profile, .hash(3)),
            .match(3, .hash(3)), .match(4), .match(5, Hand.two), .match(6, Hand.two, .remove))
        let lower = [2, 3, 4, 5, 6].map { model.isSole("a", "A", at: Hand.day($0), .lower) }
        let upper = [2, 3, 4, 5, 6].map { model.isSole("a", "A", at: Hand.day($0), .upper) }
        #expect(lower == [false, false, true, false, true])
        #expect(upper == [false, true, true, false, true])
        #expect(!model.isSole("a", "B", at: Hand.day(4), .upper))
    }
}
