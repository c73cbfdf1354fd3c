import Foundation
import RetraceCase
import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import Testing

@Suite struct RecountTests {
    /// Counts by the definitions: accounts one by one, persons as the union of their accounts.
    static func expected(_ evidence: RandomEvidence, cutoff: Instant) -> Totals {
        var accounts = Sided(before: CountSet(), since: CountSet())
        var persons = accounts
        var masks: [[UInt8]: CountMask] = [:]
        for sketch in evidence.partitions.joined() {
            let mask = sketch.mask(cutoff: cutoff)
            add(mask, to: &accounts)
            if let person = sketch.person {
                masks[Array(person.utf8), default: []].formUnion(mask)
            } else {
                add(mask, to: &persons)
            }
        }
        for mask in masks.values { add(mask, to: &persons) }
        return Totals(accounts: accounts, persons: persons)
    }

    private static func add(_ mask: CountMask, to counts: inout Sided<CountSet>) {
        for count in CountKind.allCases {
            for side in Side.allCases {
                if mask.contains(CountMask(count, side, .lower)) { counts[side][count].lower += 1 }
                if mask.contains(CountMask(count, side, .upper)) { counts[side][count].upper += 1 }
            }
        }
    }

    @Test(arguments: 0..<5) func anyCutoffIsCountedAgain(seed: UInt64) throws {
        let maker = try CaseMaker()
        var evidence = RandomEvidence(seed: seed)
        try maker.write(evidence, to: "a.retrace")
        let reader = try CaseReader(path: maker.path("a.retrace"))
        for _ in 0..<50 {
            let instant = evidence.instant()
            for cutoff in [instant, Instant(milliseconds: instant.milliseconds + 1)] {
                #expect(try reader.recount(cutoff: cutoff) == RecountTests.expected(evidence, cutoff: cutoff))
            }
        }
    }

    /// However the accounts are shared out: more threads than accounts, too.
    @Test func anyNumberOfThreadsCountsTheSame() throws {
        let maker = try CaseMaker()
        for seed in UInt64(20)..<23 {
            let evidence = RandomEvidence(seed: seed)
            try maker.write(evidence, to: "\(seed).retrace")
            let reader = try CaseReader(path: maker.path("\(seed).retrace"))
            let expected = RecountTests.expected(evidence, cutoff: evidence.cutoff)
            let accounts = evidence.partitions.reduce(0) { $0 + $1.count }
            for threads in [1, 2, 3, 5, accounts + 2] {
                #expect(try reader.recount(cutoff: evidence.cutoff, threads: threads) == expected, "\(threads)")
            }
        }
    }

    /// In a case that somebody changed, accounts may have any numbers.
    @Test(arguments: [nil, 1, 2, 3] as [Int?]) func numbersMayLieAnywhere(threads: Int?) throws {
        let maker = try CaseMaker()
        let evidence = RandomEvidence(seed: 32)
        try maker.write(evidence, to: "a.retrace")
        for (old, new) in [("min", Int64.min), ("max", Int64.max)] {
            _ = try Shell.sqlite(
                maker.path("a.retrace"), "UPDATE account SET id = \(new) WHERE id = (SELECT \(old)(id) FROM account)")
        }
        let reader = try CaseReader(path: maker.path("a.retrace"))
        let expected = RecountTests.expected(evidence, cutoff: evidence.cutoff)
        #expect(try reader.recount(cutoff: evidence.cutoff, threads: threads) == expected)
    }

    /// Threads must not read the parts of two files.
    @Test func aCaseThatIsReplacedMeanwhileIsNotCounted() throws {
        let maker = try CaseMaker()
        try maker.write(RandomEvidence(seed: 30), to: "a.retrace")
        try maker.write(RandomEvidence(seed: 31), to: "b.retrace")
        let reader = try CaseReader(path: maker.path("a.retrace"))
        try FileManager.default.removeItem(atPath: maker.path("a.retrace"))
        try FileManager.default.moveItem(atPath: maker.path("b.retrace"), toPath: maker.path("a.retrace"))
        let error = #expect(throws: RetraceError.self) {
            try reader.recount(cutoff: Instant(milliseconds: 0), threads: 2)
        }
        #expect(error?.kind == .data)
    }

    @Test func theShellCountsTheSame() throws {
        let maker = try CaseMaker()
        let evidence = RandomEvidence(seed: 9)
        try maker.write(evidence, to: "a.retrace")
        let expected = RecountTests.expected(evidence, cutoff: evidence.cutoff).accounts
        let output = try Shell.sqlite(maker.path("a.retrace"), "SELECT * FROM counts")
        let lines = Set(output.split(separator: "\n").map(String.init))
        #expect(lines.count == 20)
        for count in CountKind.allCases {
            for (side, name) in [(Side.before, "before"), (.since, "since")] {
                #expect(lines.contains("\(count.name)|\(name)|lower|\(expected[side][count].lower)"))
                #expect(lines.contains("\(count.name)|\(name)|upper|\(expected[side][count].upper)"))
            }
        }
    }
}
