import RetraceCore

/// One partition of identifiers, matches, disclosures and uploads, decoded and grouped by account. Used by one thread.
public final class IdentityPartition {
    private var contents: PartitionContents
    private var index: AccountIndex
    /// The account of each record, in the order of the segments; -1 for uploads.
    private var accounts: [Int32] = []
    /// The events by account.
    public private(set) var batch = IdentityBatch()

    /// Takes a partition out of a store. Throws ``RetraceError`` of kind `inputOutput` when a spill file can't be read.
    public init(taking partition: Int, from store: PartitionStore) throws {
        contents = try store.take(partition)
        let bytes = contents.chunks.reduce(0) { $0 + $1.count }
        index = AccountIndex(capacity: bytes / 256)
        accounts.reserveCapacity(bytes / Record.identifierBytes)
        try group()
        try decode()
    }

    deinit { contents.discard() }

    private static func forEachRecord(in segment: UnsafeRawBufferPointer, _ body: (UnsafeRawPointer) throws -> Void) rethrows {
        guard var record = segment.baseAddress.map({ UnsafeRawPointer($0) }) else { return }
        let end = record + segment.count
        while record < end {
            try body(record)
            record += Record.size(record)
        }
    }

    /// First walk: which account each record belongs to, and how many of each kind there are.
    private func group() throws {
        var counts: [SIMD3<Int32>] = []
        var uploads = 0
        try contents.forEachSegment { segment in
            IdentityPartition.forEachRecord(in: segment) { record in
                let kind = Record.kind(record)
                guard kind != .upload else {
                    uploads += 1
                    return accounts.append(-1)
                }
                let account = index.number(of: Record.key(record))
                if account == counts.count { counts.append(SIMD3()) }
                counts[account][IdentityPartition.column(kind)] += 1
                accounts.append(Int32(account))
            }
        }
        batch.uploads.reserveCapacity(uploads)
        makeGroups(counts)
    }

    private static func column(_ kind: Record.Kind) -> Int {
        switch kind {
        case .identifier: 0
        case .match: 1
        case .disclosure: 2
        default: preconditionFailure("a record of another phase")
        }
    }

    private func makeGroups(_ counts: [SIMD3<Int32>]) {
        var start = SIMD3<Int>()
        batch.groups.reserveCapacity(counts.count)
        for (account, count) in counts.enumerated() {
            let end = start &+ SIMD3<Int>(truncatingIfNeeded: count)
            batch.groups.append(
                IdentityGroup(
                    key: index.keys[account], identifiers: start[0]..<end[0], matches: start[1]..<end[1],
                    disclosures: start[2]..<end[2]))
            start = end
        }
    }

    /// Second walk: every event to its place.
    private func decode() throws {
        var next = batch.groups.map { SIMD3($0.identifiers.lowerBound, $0.matches.lowerBound, $0.disclosures.lowerBound) }
        let last = batch.groups.last
        try filled(last?.identifiers.upperBound ?? 0) { identifiers in
            try self.filled(last?.matches.upperBound ?? 0) { matches in
                try self.filled(last?.disclosures.upperBound ?? 0) { disclosures in
                    try self.place(&next, identifiers, matches, disclosures)
                } store: {
                    self.batch.disclosures = $0
                }
            } store: {
                self.batch.matches = $0
            }
        } store: {
            self.batch.identifiers = $0
        }
    }

    /// An array whose elements `body` writes, every one of them.
    private func filled<Element>(
        _ count: Int, _ body: (UnsafeMutablePointer<Element>?) throws -> Void, store: ([Element]) -> Void
    ) throws {
        store(
            try [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
                try body(buffer.baseAddress)
                initialized = count
            })
    }

    private func place(
        _ next: inout [SIMD3<Int>], _ identifiers: UnsafeMutablePointer<IdentifierEvent>?,
        _ matches: UnsafeMutablePointer<UseEvent>?, _ disclosures: UnsafeMutablePointer<UseEvent>?
    ) throws {
        var position = 0
        try contents.forEachSegment { segment in
            IdentityPartition.forEachRecord(in: segment) { record in
                let account = Int(accounts[position])
                position += 1
                switch Record.kind(record) {
                case .identifier:
                    identifiers!.advanced(by: next[account][0]).initialize(to: Record.identifier(record))
                    next[account][0] += 1
                case .match:
                    matches!.advanced(by: next[account][1]).initialize(to: Record.use(record))
                    next[account][1] += 1
                case .disclosure:
                    disclosures!.advanced(by: next[account][2]).initialize(to: Record.use(record))
                    next[account][2] += 1
                case .upload: batch.uploads.append(Record.upload(record))
                default: preconditionFailure("a record of another phase")
                }
            }
        }
    }

    /// Copies the records of some accounts, by their position in the batch's groups, as they are to another store.
    public func copyRecords(ofGroups groups: [Int], to writer: PartitionWriter, partition: Int) throws {
        var isWanted = [Bool](repeating: false, count: batch.groups.count)
        for group in groups { isWanted[group] = true }
        var position = 0
        try contents.forEachSegment { segment in
            try IdentityPartition.forEachRecord(in: segment) { record in
                let account = accounts[position]
                position += 1
                guard account >= 0 && isWanted[Int(account)] else { return }
                let size = Record.size(record)
                try writer.reserve(size, in: partition).copyMemory(from: record, byteCount: size)
            }
        }
    }
}
