import Foundation
import RetraceCore
import RetraceTestSupport
import Testing

@testable import RetraceCase

/// Pages that are written past SQLite, read by SQLite.
@Suite struct PageTests {
    private let maker: CaseMaker

    init() throws { maker = try CaseMaker() }

    /// From no account at all to trees of three levels, with ids of all lengths around those where pages overflow.
    @Test(arguments: [0, 1, 2, 3, 60, 700, 20_000])
    func casesOfAnySizeAreWholeToSQLite(accounts: Int) throws {
        let batches = PageTests.batches(accounts: accounts)
        try write(batches, to: "a.retrace")
        let output = try Shell.sqlite(
            maker.path("a.retrace"),
            """
            PRAGMA integrity_check; SELECT count(*), sum(length(account)) FROM account;
            SELECT count(*), sum(line) FROM event; SELECT count(*) FROM account WHERE id = (SELECT count(*) FROM event
            WHERE event.account <= account.id) / 3 AND account.id % 97 = 0;
            """)
        let lengths = batches.joined().map(\.account.utf8.count)
        let lines = 6 * accounts
        #expect(
            output == """
                ok
                \(accounts)|\(accounts == 0 ? "" : String(lengths.reduce(0, +)))
                \(3 * accounts)|\(accounts == 0 ? "" : String(lines))
                \(accounts / 97)

                """)
    }

    /// Batches with one event, then many, then few: a tree's last page may have to give its only cell away.
    @Test(arguments: [[1, 200, 1, 1, 300, 2, 0, 1], [0, 0, 1], [65, 1, 66, 1, 67, 1, 129], [1, 1, 1, 1000]])
    func batchesOfAnySizeFollowEachOther(sizes: [Int]) throws {
        var first = 0
        let batches = sizes.map { size in
            defer { first += size }
            return (first..<first + size).map { PageTests.sketch("\($0)") }
        }
        try write(batches, to: "a.retrace")
        let output = try Shell.sqlite(
            maker.path("a.retrace"),
            "PRAGMA integrity_check; SELECT count(*) FROM account; SELECT count(*), count(DISTINCT account) FROM event;"
        )
        #expect(output == "ok\n\(first)\n\(3 * first)|\(first)\n")
    }

    @Test func numbersAreReadAsTheyWereWritten() throws {
        var numbers: [Int64] = []
        for bit in 0..<64 {
            let power = Int64(1) << Int64(bit)
            numbers += [power, power &- 1, power &+ 1, 0 &- power, ~power]
        }
        var batch = EvidenceBatch(partition: 0)
        for (position, number) in numbers.enumerated() {
            let start = batch.texts.count
            batch.texts += Array("\(position)".utf8)
            batch.accounts.append(
                AccountEvidence(
                    mask: .atRiskOnly, account: start..<batch.texts.count, eventsOmitted: Int(number)))
            batch.instants += EvidenceSketch("").instants
        }
        let writer = try CaseWriter(path: maker.path("a.retrace"), overwrite: false)
        try writer.take(batch, texts: EvidenceTexts().texts, partitionCount: 1)
        try writer.finish(CaseMaker.ending(RandomEvidence(seed: 1)))
        let output = try Shell.sqlite(maker.path("a.retrace"), "SELECT events_omitted FROM account ORDER BY id;")
        #expect(output.split(separator: "\n").map { Int64($0) } == numbers)
    }

    /// The page that holds byte 2^30 stays free, and what comes after it is not written together with what was before.
    @Test func theLockPageIsNotUsed() {
        var layout = PageLayout(after: PageFormat.lockPage - 3)
        let block = PageBlock(pages: 4)
        let numbers = (0..<4).map { layout.add(PageBuilder(block, $0, mark: TreeForm.table.leafMark)) }
        let lock = PageFormat.lockPage
        #expect(numbers == [lock - 2, lock - 1, lock + 1, lock + 2])
        let writes = layout.takeWrites()
        #expect(writes.map(\.pages) == [0..<2, 2..<4])
        #expect(writes.map(\.number) == [lock - 2, lock + 1])
        #expect(layout.pageCount == lock + 2)
    }

    // MARK: Accounts

    /// Three events each, whose lines add up to six.
    private static func sketch(_ id: String) -> EvidenceSketch {
        var sketch = EvidenceSketch(id)
        sketch.put(.matched, Instant(milliseconds: 5), Instant(milliseconds: 5))
        sketch.events = (1...3).map {
            EvidenceEvent(
                kind: .identifier, instant: Instant(milliseconds: Int64($0)), file: 0, line: UInt64($0), text: 0,
                hash: IdentifierHash())
        }
        return sketch
    }

    private static func batches(accounts: Int) -> [[EvidenceSketch]] {
        var batches = [[EvidenceSketch]](repeating: [], count: 5)
        for number in 0..<accounts {
            let edge = number % 50 == 7 ? 8000 + number % 400 + number % 7 * 8192 : number % 60
            batches[number * 5 / accounts].append(sketch("\(number)-" + String(repeating: "x", count: edge)))
        }
        return batches
    }

    private func write(_ partitions: [[EvidenceSketch]], to name: String) throws {
        let texts = EvidenceTexts()
        let writer = try CaseWriter(path: maker.path(name), overwrite: false)
        for (partition, sketches) in partitions.enumerated() {
            let batch = EvidenceSketch.batch(
                sketches, partition: partition, cutoff: Instant(milliseconds: 9), texts)
            try writer.take(batch, texts: texts.texts, partitionCount: partitions.count)
        }
        try writer.finish(CaseMaker.ending(RandomEvidence(seed: 1)))
    }
}
