import Foundation
import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import RetraceWorkflow
import Testing

/// The engine against the definitions read literally, on random log sets in which everything collides.
@Suite struct ReferenceTests {
    /// Seeds are cut into parts, so that both processors have work.
    @Test(arguments: 0..<10)
    func engineAgreesWithTheReference(part: UInt64) throws {
        let found = try Shrinker.counterexample(seeds: part * 60..<(part + 1) * 60) { logs in
            let expected = ReferenceModel.replay(logs)
            let first = try LogRootBuilder(seed: logs.seed).write(logs)
            defer { try? FileManager.default.removeItem(at: first.directory) }
            let permuted = try LogRootBuilder(seed: logs.seed + 1_000_000).write(logs)
            defer { try? FileManager.default.removeItem(at: permuted.directory) }
            for (root, threads, plan) in [
                (first, 1, nil), (first, 2, Engine.cramped), (permuted, 5, nil), (permuted, 1, Engine.cramped),
            ] {
                if try Engine.replay(root, logs, threads: threads, plan: plan) != root.filled(expected) { return true }
            }
            return false
        }
        #expect(found == nil, "\(found ?? "")")
    }

    /// Of two lines of an event that say different hashes the one with the smaller hash counts, however late they differ.
    @Test func engineAgreesWhereOnlyWholeHashesDecide() throws {
        let found = try Shrinker.counterexample(seeds: 20_000..<20_120) { logs in
            var logs = logs
            logs.lines += logs.lines.compactMap(ReferenceTests.withOtherHash)
            let expected = ReferenceModel.replay(logs)
            let root = try LogRootBuilder(seed: logs.seed).write(logs)
            defer { try? FileManager.default.removeItem(at: root.directory) }
            return try Engine.replay(root, logs, threads: 2, plan: Engine.cramped) != root.filled(expected)
        }
        #expect(found == nil, "\(found ?? "")")
    }

    /// The same use of another identifier, whose hash begins alike.
    private static func withOtherHash(_ line: LogLine) -> LogLine? {
        switch line {
        case .match(var match):
            guard match.eventId != nil, let hash = match.idHash else { return nil }
            match.idHash = other(hash)
            return .match(match)
        case .disclosure(var disclosure):
            guard disclosure.eventId != nil else { return nil }
            disclosure.idHash = other(disclosure.idHash)
            return .disclosure(disclosure)
        default: return nil
        }
    }

    private static func other(_ hash: LogText) -> LogText { .hash(hash == .hash(1) ? 2 : 1) }

    /// With a tolerance for clocks; instants of random logs are often a millisecond, a second or an hour apart.
    @Test(arguments: [Int64(1), 2, 1000, 2001, 3_600_000, 86_400_000])
    func engineAgreesOnUsesThatClocksLeaveOpen(skew: Int64) throws {
        var ambiguous: UInt64 = 0
        let seeds = UInt64(skew) * 20..<(UInt64(skew) + 1) * 20
        let found = try Shrinker.counterexample(seeds: seeds) { logs in
            var logs = logs
            logs.clockSkew = skew
            let expected = ReferenceModel.replay(logs)
            let root = try LogRootBuilder(seed: logs.seed).write(logs)
            defer { try? FileManager.default.removeItem(at: root.directory) }
            let sides = [expected.verdicts.before, expected.verdicts.since]
            ambiguous += sides.reduce(0) { $0 + $1[.ambiguousClock] }
            return try Engine.replay(root, logs, threads: 2, plan: Engine.cramped) != root.filled(expected)
        }
        #expect(found == nil, "\(found ?? "")")
        #expect(ambiguous > 0)
    }

    @Test func accountsOfPersonsAreCounted() throws {
        var several = 0
        for seed in UInt64(9000)..<9030 {
            let logs = RandomLogSet.make(seed: seed)
            let root = try LogRootBuilder(seed: seed).write(logs)
            defer { try? FileManager.default.removeItem(at: root.directory) }
            let report = try Engine.report(root, logs, threads: 2, plan: Engine.cramped)
            guard report.result.counts.persons != nil else { continue }
            let members = ReferenceModel(logs).accountsByPerson()
            for (mask, persons) in members {
                let (count, side, reading) = mask
                let found = report.basis.persons[count, side, reading]?.accounts
                var expected = EvidenceHistogram()
                for accounts in persons.values { expected.add(pieces: UInt32(accounts)) }
                #expect(found == expected, "seed \(seed) \(count.name)")
                several += persons.values.count { $0 > 1 }
            }
        }
        #expect(several > 0)
    }

    @Test func rejectedLinesAreNamedByFileAndLine() throws {
        for seed in UInt64(700)..<740 {
            let logs = RandomLogSet.make(seed: seed)
            let root = try LogRootBuilder(seed: seed).write(logs)
            defer { try? FileManager.default.removeItem(at: root.directory) }
            let named = try Engine.report(root, logs, threads: 2, plan: Engine.cramped).rejections.map {
                "\($0.file):\($0.line)"
            }
            let known = root.rejected.map { "\($0.path):\($0.line)" }
            // A file names its first few; no random file has more.
            #expect(named.sorted() == known.sorted(), "seed \(seed)")
        }
    }

    @Test func spillingHappensAndLeavesNothingBehind() throws {
        let logs = RandomLogSet.make(seed: 3, malformed: false)
        let root = try LogRootBuilder(seed: 3).write(logs)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        let folder = root.directory.appendingPathComponent("spill")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let report = try Engine.report(root, logs, threads: 2, plan: Engine.cramped, spillFolder: folder.path)
        #expect(report.spilledBytes > 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
