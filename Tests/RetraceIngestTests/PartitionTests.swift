import Foundation
import RetraceCore
@testable import RetraceIngest
import RetraceTestSupport
import Testing

/// What partitions are made of.
@Suite struct PartitionTests {
    private func keys(_ count: Int, seed: UInt64) -> [AccountKey] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in AccountKey(high: random.next(), low: UInt32(truncatingIfNeeded: random.next())) }
    }

    @Test(arguments: [0, 1, 10, 1000, 50_000])
    func filterForgetsNobodyAndTakesFewOthers(count: Int) {
        let filter = AccountFilter(capacity: count, maxBytes: 1 << 20)
        let held = keys(count, seed: 1)
        for key in held { filter.insert(key) }
        #expect(held.allSatisfy { filter.mayContain(high: $0.high, low: $0.low) })
        let wrong = keys(20_000, seed: 2).count { filter.mayContain(high: $0.high, low: $0.low) }
        #expect(wrong < 200, "\(wrong) of 20000")
    }

    @Test func crampedFilterForgetsNobody() {
        let filter = AccountFilter(capacity: 10_000, maxBytes: 64)
        let held = keys(10_000, seed: 3)
        for key in held { filter.insert(key) }
        #expect(held.allSatisfy { filter.mayContain(high: $0.high, low: $0.low) })
    }

    @Test func indexNumbersAccountsInTheirOrder() {
        var index = AccountIndex(capacity: 3)
        let held = keys(5000, seed: 4) + (0..<100).map { AccountKey(high: $0, low: 7) }
        let numbers = held.map { index.number(of: $0) }
        #expect(numbers == Array(held.indices))
        let again = held.reversed().map { index.number(of: $0) }
        #expect(again == held.indices.reversed())
        let found = held.map { index.find($0) }
        #expect(found == held.indices.map(Optional.some))
        let missing = keys(1000, seed: 5).allSatisfy { index.find($0) == nil }
        #expect(missing)
        let all = index.keys
        #expect(all == held)
    }

    @Test func uploadFilterTellsEveryPartitionThatAsked() {
        let audiences = (0..<200).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        let identifiers = keys(200, seed: 6).map { IdentifierKey($0.high) }
        let requests = zip(audiences, identifiers).enumerated().flatMap { position, pair in
            (0...position % 3).map { UploadRequest(audienceHash: pair.0, identifier: pair.1, partition: $0) }
        }
        let filter = UploadFilter(requests + requests)
        for (position, pair) in zip(audiences, identifiers).enumerated() {
            var partitions: [Int] = []
            filter.forEachPartition(of: UploadRequest.pair(audienceHash: pair.0, identifier: pair.1)) {
                partitions.append($0)
            }
            #expect(partitions.sorted() == Array(0...position % 3))
        }
        #expect(UploadFilter([]).isEmpty && !filter.isEmpty)
    }

    @Test func spilledBytesComeBack() throws {
        let file = try SpillFile(folder: NSTemporaryDirectory())
        var random = SplitMix64(seed: 7)
        let pool = ChunkPool(chunkBytes: 256, budget: MemoryBudget(spillBytes: 0))
        var written: [(extent: SpillExtent, bytes: [UInt8])] = []
        for count in 1...20 {
            var bytes: [UInt8] = []
            var chunks: [Chunk] = []
            for _ in 0..<count {
                var chunk = pool.take(bytes: 256)
                let content = (0..<random.number(1...256)).map { _ in UInt8(random.number(0...3)) }
                chunk.base.copyMemory(from: content, byteCount: content.count)
                chunk.count = content.count
                chunks.append(chunk)
                bytes += content
            }
            written.append((try file.append(chunks), bytes))
            for chunk in chunks { pool.give(chunk) }
        }
        for (extent, bytes) in written.reversed() { #expect(try read(extent) == bytes) }
        #expect(pool.budget.usedBytes == 0)

        let good = try #require(written.last?.extent)
        for damaged in [
            SpillExtent(
                file: file, offset: good.offset, storedBytes: good.storedBytes, bytes: good.bytes,
                checksum: good.checksum ^ 1),
            SpillExtent(
                file: file, offset: good.offset - 1, storedBytes: good.storedBytes, bytes: good.bytes,
                checksum: good.checksum),
            SpillExtent(
                file: file, offset: good.offset, storedBytes: good.storedBytes, bytes: good.bytes + 1,
                checksum: good.checksum),
            SpillExtent(
                file: file, offset: good.offset, storedBytes: good.storedBytes + 1, bytes: good.bytes,
                checksum: good.checksum),
        ] {
            let error = #expect(throws: RetraceError.self) { try read(damaged) }
            #expect(error?.kind == .inputOutput)
        }
    }

    private func read(_ extent: SpillExtent) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: extent.bytes)
        try bytes.withUnsafeMutableBytes { try extent.file.read(extent, into: $0) }
        return bytes
    }

    @Test func missingFolderIsNamed() {
        let error = #expect(throws: RetraceError.self) { try SpillFile(folder: "/no/such/folder") }
        #expect(error?.kind == .inputOutput && error?.message.contains("/no/such/folder") == true)
    }
}
