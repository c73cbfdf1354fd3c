import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import Testing

@Suite struct RandomLogSetTests {
    private static let some = (0..<150).map { RandomLogSet.make(seed: $0) }

    @Test func theSameSeedGivesTheSameLogs() {
        #expect(RandomLogSet.make(seed: 7) == RandomLogSet.make(seed: 7))
        #expect(RandomLogSet.make(seed: 7) != RandomLogSet.make(seed: 8))
    }

    @Test func everyCountAndVerdictOccursOnBothSides() {
        let results = Self.some.map(ReferenceModel.replay)
        for side in Side.allCases {
            for count in CountKind.allCases {
                #expect(results.contains { $0.counts.accounts[side][count].lower > 0 }, "\(count.name) \(side)")
                #expect(results.contains { bounds($0, side, count).lower < bounds($0, side, count).upper })
            }
            for verdict in Verdict.allCases where verdict != .ambiguousClock {
                #expect(results.contains { $0.verdicts[side][verdict] > 0 }, "\(verdict.name) \(side)")
            }
        }
    }

    @Test func everyStreamHasLinesAndMostOnesDuplicatesOrRejects() {
        let results = Self.some.map(ReferenceModel.replay)
        for stream in LogStream.allCases {
            #expect(results.contains { ($0.streams[stream.name]?.lines ?? 0) > 0 })
            #expect(results.contains { ($0.streams[stream.name]?.rejected ?? 0) > 0 })
            let repeats = [.matches, .impressions, .disclosures].contains(stream)
            #expect(results.contains { ($0.streams[stream.name]?.duplicates ?? 0) > 0 } == repeats)
        }
        #expect(results.contains { $0.counts.persons == nil })
        #expect(results.contains { $0.counts.persons != nil && $0.counts.persons != $0.counts.accounts })
    }

    @Test func countsBeforeTheCutoffNestAndBoundsAreOrdered() {
        for logs in Self.some {
            let counts = ReferenceModel.replay(logs).counts.accounts
            for reading in [\Bounds.lower, \Bounds.upper] {
                let before = counts.before
                #expect(before.atRisk[keyPath: reading] >= before.matched[keyPath: reading])
                #expect(before.matched[keyPath: reading] >= before.solelyMatched[keyPath: reading])
                #expect(before.solelyMatched[keyPath: reading] >= before.reached[keyPath: reading])
                #expect(before.atRisk[keyPath: reading] >= before.disclosed[keyPath: reading])
            }
            for side in Side.allCases {
                #expect(CountKind.allCases.allSatisfy { counts[side][$0].lower <= counts[side][$0].upper })
            }
        }
    }

    @Test func monthsAndResidencesAddUpAndSoDoDaysWhereTheCutoffIsMidnight() {
        for logs in Self.some {
            let result = ReferenceModel.replay(logs)
            for side in Side.allCases {
                for count in CountKind.allCases {
                    let total = result.counts.accounts[side][count].upper
                    #expect(result.breakdowns.month.map { side == .before ? $0.before : $0.since }.sum(count) == total)
                    #expect(
                        result.breakdowns.residence.map { side == .before ? $0.before : $0.since }.sum(count) == total)
                }
            }
            guard logs.cutoff.rfc3339.hasSuffix("T00:00:00.000Z") else { continue }
            let before = result.timeline.filter { $0.day < logs.cutoff.rfc3339.prefix(10) }.map(\.accounts)
            for count in CountKind.allCases {
                #expect(before.sum(count) == result.counts.accounts.before[count].upper)
            }
        }
    }

    @Test func theOrderOfLinesChangesNothing() {
        for logs in Self.some.prefix(60) {
            var random = SplitMix64(seed: logs.seed)
            var shuffled = logs
            shuffled.lines.shuffle(using: &random)
            #expect(ReferenceModel.replay(shuffled) == ReferenceModel.replay(logs), "\(Shrinker.dump(logs))")
        }
    }

    private func bounds(_ result: ReplayResult, _ side: Side, _ count: CountKind) -> Bounds {
        result.counts.accounts[side][count]
    }
}

extension [CountSet] {
    func sum(_ count: CountKind) -> UInt64 {
        map { $0[count].upper }.reduce(0, +)
    }
}
