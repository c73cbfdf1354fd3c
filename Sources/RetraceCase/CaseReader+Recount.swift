import Dispatch
import Foundation
import RetraceCore
import RetraceHost
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
        let most = UInt64(ProcessInfo.processInfo.activeProcessorCount)
        let wanted = threads ?? Int(min(most, UInt64(numbers?.count ?? 0) / CaseReader.accountsPerThread))
        let scans = try readers(max(1, wanted)).enumerated().map { number, reader in
            RecountScan(
                reader: reader, cutoff: cutoff, hasPersons: hasPersons,
                accounts: numbers.flatMap { CaseReader.part(number, of: max(1, wanted), $0) })
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

    /// One of `count` equal parts of a range, the later ones perhaps smaller or empty.
    private static func part(_ number: Int, of count: Int, _ range: ClosedRange<Int64>) -> ClosedRange<Int64>? {
        let last = UInt64(bitPattern: range.upperBound &- range.lowerBound)
        let width = last / UInt64(count) + 1
        let (start, overflow) = width.multipliedReportingOverflow(by: UInt64(number))
        guard !overflow, start <= last else { return nil }
        let end = min(last - start, width - 1) + start
        return range.lowerBound &+ Int64(bitPattern: start)...range.lowerBound &+ Int64(bitPattern: end)
    }

    /// This reader and others of the same file, one for each thread.
    private func readers(_ count: Int) throws -> [CaseReader] {
        [self] + (try (1..<count).map { _ in try CaseReader(another: self) })
    }
}
