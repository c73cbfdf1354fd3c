import RetraceCore
import Testing

@testable import RetraceStatistics

@Suite struct EstimateBuilderTests {
    @Test func completeLogsGiveThePoint() throws {
        let estimates = try #require(EstimateBuilder(totals: totals(), completeness: Completeness())).build()
        for kind in CountKind.allCases {
            let pair = try #require(estimates.accounts.before[kind.name])
            let count = totals().accounts.before[kind]
            #expect(pair.lower.point == Double(count.lower) && pair.lower.low == pair.lower.high)
            #expect(pair.upper.point == Double(count.upper) && pair.upper.refused == nil)
            #expect(pair.lower.method == "exact")
        }
        #expect(estimates.persons?.since.count == 5)
    }

    @Test func noPersonsNoEstimates() throws {
        let counts = Totals(accounts: totals().accounts, persons: nil)
        #expect(try #require(EstimateBuilder(totals: counts, completeness: Completeness())).build().persons == nil)
    }

    @Test func lostIdentifiersLeaveNoBound() throws {
        let estimates = try #require(
            EstimateBuilder(totals: totals(), completeness: losing(.identifiers, lines: nil))
        ).build()
        for kind in CountKind.allCases {
            for estimate in both(estimates.accounts.before[kind.name]) + both(estimates.accounts.since[kind.name]) {
                #expect(estimate.point == nil && estimate.low == 0 && estimate.high == nil)
                #expect(estimate.refused?.contains("identifiers") == true)
            }
        }
    }

    @Test func knownLinesBoundWhatTheyCanChange() throws {
        let estimate = try one(losing(.identifiers, lines: 3), .matched)
        #expect(estimate.point == nil && estimate.low == 57 && estimate.high == 63)
        #expect(estimate.assumptions == [Assumptions.linesKnown])
        // A line of uploads may concern anybody: only those at risk are a ceiling.
        let uploads = try one(losing(.uploads, lines: 3), .matched)
        #expect(uploads.point == nil && uploads.low == 0 && uploads.high == 100)
        #expect(try one(losing(.uploads, lines: 3), .matched, .upper).high == nil)
    }

    @Test func lostAudiencesLeaveVerdictsAlone() throws {
        #expect(try one(losing(.audiences), .matched).point == 60)
        #expect(try one(losing(.audiences), .atRisk).point == 100)
        let solely = try one(losing(.audiences), .solelyMatched)
        #expect(solely.point == nil && solely.low == 0 && solely.high == 60)
        #expect(try one(losing(.audiences), .reached).refused?.contains("audiences") == true)
    }

    @Test func lostMatchesLeaveMatchedAlone() throws {
        let completeness = losing(.matches)
        let matched = try one(completeness, .matched, evidence: evidence())
        #expect(matched.point != nil && matched.refused == nil)
        #expect(matched.method == "missing files (Goodman), conservative")
        for kind in [CountKind.solelyMatched, .reached] {
            let other = try one(completeness, kind, evidence: evidence())
            #expect(other.point == nil && other.low == 0 && other.high == 100)
            #expect(other.refused?.contains("matches") == true)
        }
        #expect(try one(completeness, .atRisk).point == 100)
        #expect(try one(completeness, .disclosed).point == 10)
        // Open verdicts may be among the lost lines, so those at risk are no ceiling of the upper reading.
        let upper = try one(completeness, .atRisk, .upper)
        #expect(upper.point == nil && upper.low == 110 && upper.high == nil)
    }

    @Test func lostImpressionsLeaveAllButReached() throws {
        let completeness = losing(.impressions)
        #expect(try one(completeness, .solelyMatched).point == 40)
        let reached = try one(completeness, .reached, evidence: evidence())
        #expect(try #require(reached.high) <= 40)
        #expect(reached.low == 20)
        #expect(reached.point != nil)
    }

    @Test func contiguousLossIsRefusedWithBounds() throws {
        var completeness = losing(.matches, lines: 5)
        for index in completeness[.matches].shards.indices {
            completeness[.matches].shards[index].state = (10..<14).contains(index) ? .missing : .read
        }
        let matched = try one(completeness, .matched, evidence: evidence())
        #expect(matched.point == nil && matched.low == 60 && matched.high == 80)
        #expect(matched.refused?.contains("unbroken run") == true)
    }

    @Test func ceilingCutsTheInterval() throws {
        var completeness = Completeness()
        completeness[.matches] = StreamCompleteness(sampling: .event(rate: 0.5))
        let matched = try one(completeness, .matched, evidence: evidence())
        #expect(matched.high == 100 && matched.point == 100)
    }

    @Test func thinSamplingIsRefusedWithBounds() throws {
        var completeness = Completeness()
        completeness[.impressions] = StreamCompleteness(sampling: .event(rate: 0.1))
        let reached = try one(completeness, .reached, evidence: evidence())
        #expect(reached.point == nil && reached.low == 20 && reached.high == 40)
        #expect(reached.refused?.contains("10 %") == true)
    }

    @Test func samplingByAccountNeedsOneHash() throws {
        #expect(try one(sampledByAccount([.identifiers, .matches]), .matched).point == 120)
        #expect(try one(sampledByAccount([.matches]), .matched).point == 120)
        #expect(try one(sampledByAccount([.matches]), .atRisk).point == 100)
        let uneven = try one(sampledByAccount([.identifiers]), .matched)
        #expect(uneven.point == nil && uneven.low == 60 && uneven.high == nil)
        #expect(try one(sampledByAccount([.identifiers]), .matched, .upper).low == 0)
        var otherHash = sampledByAccount([.identifiers, .matches])
        otherHash[.matches].sampling = .account(rate: 0.5, hash: "other")
        #expect(try one(otherHash, .matched).refused?.contains("not sampled alike") == true)
    }

    @Test func personsAreThinnedByTheirAccounts() throws {
        let completeness = sampledByAccount([.identifiers, .matches, .accounts])
        var table = EvidenceTable()
        table[.matched, .before, .lower] = CountEvidence(accounts: EvidenceHistogram([1: 40, 2: 10]))
        let builder = try #require(
            EstimateBuilder(totals: totals(), completeness: completeness, personEvidence: table))
        let persons = builder.estimate(.matched, .before, .lower, .persons)
        #expect(persons.point == 80 && persons.method == "account sampling (Good-Toulmin)")
        #expect(builder.estimate(.matched, .before, .upper, .persons).refused != nil)
        #expect(builder.estimate(.matched, .before, .lower, .accounts).point == 120)
    }

    @Test func personsEndAtAccounts() throws {
        let estimate = try one(losing(.accounts, lines: 4), .matched, unit: .persons)
        #expect(estimate.point == nil && estimate.low == 46 && estimate.high == 54)
        #expect(try one(losing(.accounts), .matched, unit: .persons).high == 60)
        #expect(try one(losing(.accounts), .matched).point == 60)
    }

    @Test func twoGapsAtOnceAreRefused() throws {
        var completeness = losing(.matches)
        completeness[.matches].sampling = .event(rate: 0.5)
        let matched = try one(completeness, .matched, evidence: evidence())
        #expect(matched.point == nil && matched.low == 60 && matched.high == 100)
        #expect(matched.refused?.contains("more than one way") == true)
    }

    @Test func evidenceThatWasNotCollectedIsSaid() throws {
        #expect(try one(losing(.matches), .matched).refused == Refusal.evidenceNotCollected.sentence)
    }

    @Test func reachedSinceTheCutoffEndsAtAllMatched() throws {
        var completeness = Completeness()
        completeness[.impressions] = StreamCompleteness(sampling: .event(rate: 0.1))
        let builder = try #require(EstimateBuilder(totals: totals(), completeness: completeness))
        #expect(builder.estimate(.reached, .since, .lower, .accounts).high == 120)
    }

    @Test func guessedFilesAreSaid() throws {
        var completeness = Completeness()
        completeness[.matches] = StreamCompleteness(shards: [Shard(path: "matches/a", state: .read)])
        #expect(try one(completeness, .matched).assumptions == [Assumptions.fullListGuessed])
        completeness[.matches].isFromManifest = true
        #expect(try one(completeness, .matched).assumptions.isEmpty)
    }

    @Test func wrongConfidenceOrRateIsNoBuilder() {
        #expect(EstimateBuilder(totals: totals(), completeness: Completeness(), confidence: 1) == nil)
        #expect(EstimateBuilder(totals: totals(), completeness: sampledByAccount([.matches], rate: 0)) == nil)
    }

    @Test func refusalsAreSentences() {
        let all: [Refusal] = [
            .sampledTooThinly(rate: 0.125), .personsSampledTooThinly(rate: 0.1), .tooFewFilesRead(read: 3),
            .tooManyFilesMissing(read: 9, missing: 8), .contiguousLoss(missing: 4, runs: 2),
            .commonCause(label: .part, value: "3", missing: 4, shared: 4), .busyHoursLost, .quietHoursLost,
            .verdictsUncertain(stream: "uploads"), .membershipsUncertain(stream: "matches"),
            .openVerdictsLost(stream: "matches"), .ownershipUncertain, .severalGaps(streams: ["a", "b"]),
            .unevenAccountSampling(streams: ["a"]), .evidenceNotCollected,
        ]
        for refusal in all { #expect(refusal.sentence.hasSuffix(".") && refusal.sentence.count > 40) }
        #expect(Set(all.map(\.sentence)).count == all.count)
        #expect(all[0].sentence.contains("12.5 %"))
    }

    // MARK: - Inputs

    private func totals() -> Totals {
        func set(_ values: [UInt64]) -> CountSet {
            var counts = CountSet()
            for (kind, value) in zip(CountKind.allCases, values) {
                counts[kind] = Bounds(lower: value, upper: value + 10)
            }
            return counts
        }
        let accounts = set([100, 60, 40, 20, 10])
        let persons = set([90, 50, 35, 18, 9])
        return Totals(
            accounts: Sided(before: accounts, since: accounts), persons: Sided(before: persons, since: persons))
    }

    /// A stream of 40 files of which three scattered ones are missing.
    private func losing(_ stream: LogStream, lines: UInt64? = nil) -> Completeness {
        var completeness = Completeness()
        let lost: Set<Int> = lines == nil ? [3, 17, 30] : [17]
        completeness[stream] = StreamCompleteness(
            shards: (0..<40).map {
                Shard(
                    path: "\(stream.name)/part-\($0)", state: lost.contains($0) ? .missing : .read, linesExpected: lines
                )
            }, isFromManifest: true)
        return completeness
    }

    private func sampledByAccount(_ streams: [LogStream], rate: Double = 0.5) -> Completeness {
        var completeness = Completeness()
        for stream in streams { completeness[stream] = StreamCompleteness(sampling: .account(rate: rate, hash: "h")) }
        return completeness
    }

    private func evidence() -> EvidenceTable {
        var table = EvidenceTable()
        let alone = Dictionary(uniqueKeysWithValues: (0..<30).map { (UInt32($0), UInt64(1)) })
        table[.matched, .before, .lower] = CountEvidence(
            events: EvidenceHistogram([1: 60]),
            shards: ShardEvidence(seenIn: EvidenceHistogram([1: 30, 2: 30]), onlyIn: alone))
        table[.reached, .before, .lower] = CountEvidence(
            events: EvidenceHistogram([1: 20]),
            shards: ShardEvidence(seenIn: EvidenceHistogram([1: 20]), onlyIn: alone.filter { $0.key < 20 }))
        return table
    }

    private func one(
        _ completeness: Completeness, _ kind: CountKind, _ reading: Reading = .lower, unit: CountUnit = .accounts,
        evidence: EvidenceTable = EvidenceTable()
    ) throws -> Estimate {
        let builder = EstimateBuilder(totals: totals(), completeness: completeness, accountEvidence: evidence)
        return try #require(builder).estimate(kind, .before, reading, unit)
    }

    private func both(_ pair: EstimatePair?) -> [Estimate] { pair.map { [$0.lower, $0.upper] } ?? [] }
}
