import Foundation
import RetraceCore
import Testing

@testable import RetraceStatistics

@Suite struct EvidenceTests {
    private let parts = [
        EvidenceHistogram([1: 3, 2: 1]), EvidenceHistogram([2: 4, 900: 1]), EvidenceHistogram([1: 5]),
        EvidenceHistogram(),
    ]

    @Test func mergingIsAssociativeAndCommutative() {
        func merged(_ order: [Int]) -> EvidenceHistogram {
            order.reduce(into: EvidenceHistogram()) { $0.merge(parts[$1]) }
        }
        var pair = parts[1]
        pair.merge(parts[2])
        var grouped = parts[0]
        grouped.merge(pair)
        #expect(merged([0, 1, 2, 3]) == merged([3, 2, 1, 0]))
        #expect(merged([0, 1, 2]) == grouped)
        #expect(grouped.total == 14)
        #expect(grouped[2] == 5)
    }

    @Test func nothingSeenIsNotAnEntry() {
        var histogram = EvidenceHistogram()
        histogram.add(pieces: 0, accounts: 7)
        histogram.add(pieces: 3, accounts: 0)
        #expect(histogram == EvidenceHistogram())
        #expect(histogram.entries.isEmpty)
    }

    @Test func histogramInJSONIsASortedListOfPairs() throws {
        let data = try JSONEncoder().encode(EvidenceHistogram([10: 1, 2: 7]))
        #expect(String(decoding: data, as: UTF8.self) == "[[2,7],[10,1]]")
        #expect(try JSONDecoder().decode(EvidenceHistogram.self, from: data) == EvidenceHistogram([10: 1, 2: 7]))
    }

    @Test func shardEvidenceNotesWhereAnAccountIsAlone() throws {
        var evidence = ShardEvidence()
        evidence.add(files: [4])
        evidence.add(files: [4])
        evidence.add(files: [2, 4])
        evidence.add(files: [])
        #expect(evidence.seenIn == EvidenceHistogram([1: 2, 2: 1]))
        #expect(evidence.onlyIn == [4: 2])
        var twice = evidence
        twice.merge(evidence)
        #expect(twice.onlyIn == [4: 4])
        let data = try JSONEncoder().encode(ShardEvidence(seenIn: EvidenceHistogram(), onlyIn: [11: 1, 2: 3, 7: 2]))
        #expect(String(decoding: data, as: UTF8.self).contains("[[2,3],[7,2],[11,1]]"))
    }

    @Test func tablesSurviveJSON() throws {
        var twice = EvidenceTable()
        let shards = ShardEvidence(seenIn: EvidenceHistogram([1: 3]), onlyIn: [4: 2, 9: 1])
        twice[.reached, .since, .upper] = CountEvidence(shards: shards)
        let data = try JSONEncoder().encode(twice)
        #expect(try JSONDecoder().decode(EvidenceTable.self, from: data) == twice)
    }

    @Test func tablesMergeCellByCell() {
        var left = EvidenceTable()
        left[.matched, .before, .lower] = CountEvidence(events: EvidenceHistogram([1: 1]))
        var right = EvidenceTable()
        right[.matched, .before, .lower] = CountEvidence(events: EvidenceHistogram([1: 2]))
        right[.reached, .since, .upper] = CountEvidence(accounts: EvidenceHistogram([1: 2]))
        left.merge(right)
        #expect(left[.matched, .before, .lower]?.events == EvidenceHistogram([1: 3]))
        #expect(left[.reached, .since, .upper]?.accounts.total == 2)
        #expect(left[.reached, .before, .upper] == nil)
    }
}
