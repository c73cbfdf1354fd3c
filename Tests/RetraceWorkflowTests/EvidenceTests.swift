import Foundation
import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import RetraceWorkflow
import Testing

/// What a run hands over for a case, on random log sets.
@Suite struct EvidenceTests {
    /// A run of a log set with its evidence.
    private func run(
        _ logs: LogSet, threads: Int, plan: MemoryPlan?, _ body: (ReplayReport, [EvidenceLog.Account]) throws -> Void
    ) throws {
        let root = try LogRootBuilder(seed: logs.seed).write(logs)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        let log = EvidenceLog()
        let report = try Engine.report(root, logs, threads: threads, plan: plan, sink: log)
        try body(report, log.accounts)
    }

    private func counts(_ accounts: [EvidenceLog.Account], cutoff: Instant) -> Sided<CountSet> {
        var sets = [CountSet(), CountSet()]
        for account in accounts {
            for count in CountKind.allCases {
                for reading in Reading.allCases {
                    let position = EvidenceBatch.instantPosition(count, reading)
                    if account.instants[position] < cutoff { sets[0][count][reading] += 1 }
                    if account.instants[position + 10] >= cutoff { sets[1][count][reading] += 1 }
                }
            }
        }
        return Sided(before: sets[0], since: sets[1])
    }

    @Test(arguments: 0..<8)
    func instantsGiveTheCountsForAnyCutoff(part: UInt64) throws {
        for seed in part * 12..<(part + 1) * 12 {
            let logs = RandomLogSet.make(seed: seed)
            try run(logs, threads: 2, plan: seed % 2 == 0 ? Engine.cramped : nil) { report, accounts in
                #expect(counts(accounts, cutoff: logs.cutoff) == report.result.counts.accounts, "seed \(seed)")
                for cutoff in Set(logs.lines.compactMap(\.timestamp)).sorted().prefix(4) {
                    var other = logs
                    other.cutoff = Instant(milliseconds: cutoff.milliseconds + Int64(seed % 2))
                    let expected = ReferenceModel.replay(other).counts.accounts
                    #expect(counts(accounts, cutoff: other.cutoff) == expected, "seed \(seed) \(cutoff.rfc3339)")
                }
            }
        }
    }

    @Test func evidenceIsTheSameWhateverTheThreadsAndTheMemory() throws {
        for seed in UInt64(900)..<960 {
            let logs = RandomLogSet.make(seed: seed)
            try run(logs, threads: 1, plan: nil) { first, accounts in
                try run(logs, threads: 5, plan: Engine.cramped) { second, others in
                    #expect(accounts == others, "seed \(seed)")
                    #expect(first.result == second.result, "seed \(seed)")
                }
            }
        }
    }

    @Test func everyUseHasALineThatDecidesIt() throws {
        for seed in UInt64(1000)..<1100 {
            let logs = RandomLogSet.make(seed: seed)
            try run(logs, threads: 2, plan: nil) { _, accounts in
                for account in accounts {
                    let deciders = account.decided.reduce(CountMask()) { $0.union($1) }
                    let uses = account.mask.subtracting(.atRiskOnly)
                    #expect(uses.isSubset(of: deciders), "seed \(seed), account \(account.id)")
                    #expect(deciders.isSubset(of: account.mask), "seed \(seed), account \(account.id)")
                    #expect(account.events.isEmpty == uses.isEmpty, "seed \(seed), account \(account.id)")
                }
            }
        }
    }
}

extension Bounds {
    fileprivate subscript(reading: Reading) -> UInt64 {
        get { reading == .lower ? lower : upper }
        set { if reading == .lower { lower = newValue } else { upper = newValue } }
    }
}
