import Dispatch
import Foundation
import RetraceCore
import RetraceStatistics

extension CaseReader {
    /// Accounts that are worth a thread of their own.
    private static let accountsPerThread: UInt64 = 50_000

    /// The counts for any cutoff: an account is in a count before one that lies after its first instant, and since one
    /// that doesn't lie after its last. Equal to those of a new replay. Reads every account once, on `threads` threads (by
    /// default as many as there are processors and work for); of persons it keeps ids in memory.
    public func recount(cutoff: Instant, threads: Int? = nil) throws -> Totals {
        let hasPersons = try run().hasPersons
        let numbers = try accountNumbers()
        let count = max(1, threads ?? CaseReader.threads(for: numbers))
        let scans = try (0..<count).map { number in
            RecountScan(
                reader: number == 0 ? self : try CaseReader(another: self), cutoff: cutoff, hasPersons: hasPersons,
                accounts: numbers.flatMap { CaseReader.part(number, of: count, $0) })
        }
        DispatchQueue.concurrentPerform(iterations: scans.count) { scans[$0].run() }
        for scan in scans { if let failure = scan.failure { throw failure } }
        DispatchQueue.concurrentPerform(iterations: scans.count) { number in
            for part in stride(from: number, to: PersonMasks.partCount, by: scans.count) {
                scans[number].addPersons(scans.map { $0.owners(part) })
            }
        }
        var accounts = MaskSums()
        var persons = MaskSums()
        for scan in scans {
            accounts.add(scan.accountSums)
            persons.add(scan.personSums)
        }
        return Totals(accounts: accounts.counts, persons: hasPersons ? persons.counts : nil)
    }

    /// From the first account's number to the last one's; nil where there are none.
    private func accountNumbers() throws -> ClosedRange<Int64>? {
        try read { database in
            func edge(_ name: String) throws -> Int64? {
                let row = try CaseStatement(database, "SELECT \(name)(id) FROM account")
                return try row.next() ? row.integer(0) : nil
            }
            guard let first = try edge("min"), let last = try edge("max"), first <= last else { return nil }
            return first...last
        }
    }

    private static func threads(for accounts: ClosedRange<Int64>?) -> Int {
        let most = UInt64(ProcessInfo.processInfo.activeProcessorCount)
        return Int(min(most, (accounts.map(length) ?? 0) / accountsPerThread))
    }

    /// One of `count` parts of about the same size, some of them perhaps empty.
    private static func part(_ number: Int, of count: Int, _ range: ClosedRange<Int64>) -> ClosedRange<Int64>? {
        let last = length(range)
        let step = last / UInt64(count)
        let start = number == 0 ? 0 : step * UInt64(number) + 1
        let end = number == count - 1 ? last : step * UInt64(number + 1)
        guard start <= end else { return nil }
        return range.lowerBound &+ Int64(bitPattern: start)...range.lowerBound &+ Int64(bitPattern: end)
    }

    /// From the first number to the last: a case that somebody changed may have any, further apart than an `Int` can say.
    private static func length(_ range: ClosedRange<Int64>) -> UInt64 {
        UInt64(bitPattern: range.upperBound &- range.lowerBound)
    }
}
