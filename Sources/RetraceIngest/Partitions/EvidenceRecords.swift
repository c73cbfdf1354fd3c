import RetraceCore

/// Evidence of accounts as records of a partition, so that it spills like everything else. Nothing but the process that
/// wrote them can read them.
public enum EvidenceRecords {
    /// After the head, the mask, the account (12…23) and the record's bytes (24…27).
    private struct Lengths: BitwiseCopyable {
        var id: UInt32
        var events: UInt32
        var cells: UInt32
        var eventsOmitted: UInt32
        /// Which of the account's instants are in the record: the others are "never".
        var instants: UInt32
    }

    private static let lengthsOffset = Record.bodyOffset + 4
    private static let headBytes = lengthsOffset + MemoryLayout<Lengths>.stride

    /// Appends evidence to a partition. Positions of sets, the empty one aside, are shifted by `setOffset`, as those of the
    /// exposure table are that it came with. Throws ``RetraceError`` of kind `inputOutput` when spilling fails.
    public static func append(
        _ evidence: IdentityEvidence, setOffset: Int, to writer: PartitionWriter, partition: Int
    ) throws {
        evidence.batch.withLists { lists in
            for position in evidence.keys.indices {
                let (key, account) = (evidence.keys[position], evidence.batch.accounts[position])
                append(lists, position, key, account, UInt32(setOffset), to: writer, partition: partition)
            }
        }
        try writer.check()
    }

    private static func append(
        _ lists: EvidenceLists, _ position: Int, _ key: AccountKey, _ account: AccountEvidence, _ setOffset: UInt32,
        to writer: PartitionWriter, partition: Int
    ) {
        let firstInstant = position * EvidenceBatch.instantsPerAccount
        var present: UInt32 = 0
        for index in 0..<EvidenceBatch.instantsPerAccount where lists.instants[firstInstant + index] != never(index) {
            present |= 1 << UInt32(index)
        }
        let lengths = Lengths(
            id: UInt32(account.account.count), events: UInt32(account.events.count),
            cells: UInt32(account.cells.count), eventsOmitted: UInt32(account.eventsOmitted), instants: present)
        let bytes =
            headBytes + 8 * present.nonzeroBitCount + Record.roundUp(account.account.count)
            + MemoryLayout<EvidenceEvent>.stride * account.events.count
            + MemoryLayout<EvidenceCell>.stride * account.cells.count
        let place = writer.reserve(bytes, in: partition)
        let head = UInt64(Record.Kind.exposure.rawValue) | ExposureRecords.isEvidence
        Record.writeHead(head, text: account.mask.rawValue, to: place)
        Record.writeKey(key, to: place)
        place.storeBytes(of: UInt32(bytes), toByteOffset: Record.bodyOffset, as: UInt32.self)
        place.storeBytes(of: lengths, toByteOffset: lengthsOffset, as: Lengths.self)
        var end = place + headBytes
        while present != 0 {
            put(lists.instants[firstInstant + present.trailingZeroBitCount].milliseconds, &end)
            present &= present - 1
        }
        if let texts = lists.texts.baseAddress {
            end.copyMemory(from: texts + account.account.lowerBound, byteCount: account.account.count)
        }
        end += Record.roundUp(account.account.count)
        let events = end
        copy(lists.events, account.events, &end)
        for position in account.events where lists.events[position].sourceSet != 0 {
            let event = events + MemoryLayout<EvidenceEvent>.stride * (position - account.events.lowerBound)
            event.storeBytes(
                of: lists.events[position].sourceSet + setOffset, toByteOffset: sourceSetOffset, as: UInt32.self)
        }
        copy(lists.cells, account.cells, &end)
    }

    private static let sourceSetOffset = MemoryLayout<EvidenceEvent>.offset(of: \.sourceSet)!

    private static func copy<Value: BitwiseCopyable>(
        _ values: UnsafeBufferPointer<Value>, _ range: Range<Int>, _ place: inout UnsafeMutableRawPointer
    ) {
        let bytes = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: values[range]))
        guard let start = bytes.baseAddress else { return }
        place.copyMemory(from: start, byteCount: bytes.count)
        place += bytes.count
    }

    private static func put<Value: BitwiseCopyable>(_ value: Value, _ place: inout UnsafeMutableRawPointer) {
        place.storeBytes(of: value, as: Value.self)
        place += MemoryLayout<Value>.stride
    }

    /// What stands for "never" at a position of an account's instants.
    private static func never(_ position: Int) -> Instant {
        position < EvidenceBatch.instantsPerAccount / 2 ? .distantFuture : .distantPast
    }

    /// All evidence of a partition, out of a store. Throws ``RetraceError`` of kind `inputOutput` when a spill file can't be
    /// read.
    public static func evidence(taking partition: Int, from store: PartitionStore) throws -> IdentityEvidence {
        var evidence = IdentityEvidence(partition: partition)
        try store.visit(partition, keeping: false) { contents in
            reserve(contents, in: &evidence)
            contents.forEachRecord { record, _ in read(record, into: &evidence) }
        }
        return evidence
    }

    /// Lists that grow are copied again and again.
    private static func reserve(_ contents: PartitionContents, in evidence: inout IdentityEvidence) {
        var (accounts, texts, events, cells) = (0, 0, 0, 0)
        contents.forEachRecord { record, _ in
            let lengths = record.loadUnaligned(fromByteOffset: lengthsOffset, as: Lengths.self)
            accounts += 1
            texts += Int(lengths.id)
            events += Int(lengths.events)
            cells += Int(lengths.cells)
        }
        evidence.keys.reserveCapacity(accounts)
        evidence.batch.accounts.reserveCapacity(accounts)
        evidence.batch.instants.reserveCapacity(EvidenceBatch.instantsPerAccount * accounts)
        evidence.batch.texts.reserveCapacity(texts)
        evidence.batch.events.reserveCapacity(events)
        evidence.batch.cells.reserveCapacity(cells)
    }

    private static func read(_ record: UnsafeRawPointer, into evidence: inout IdentityEvidence) {
        let lengths = record.loadUnaligned(fromByteOffset: lengthsOffset, as: Lengths.self)
        var place = record + headBytes
        withUnsafeTemporaryAllocation(of: Instant.self, capacity: EvidenceBatch.instantsPerAccount) { instants in
            for position in instants.indices {
                let isPresent = lengths.instants >> UInt32(position) & 1 != 0
                let instant = isPresent ? Instant(milliseconds: take(&place, as: Int64.self)) : never(position)
                instants.initializeElement(at: position, to: instant)
            }
            evidence.batch.instants.append(contentsOf: instants)
        }
        let id = UnsafeRawBufferPointer(start: place, count: Int(lengths.id))
        place += Record.roundUp(id.count)
        let texts = evidence.batch.texts.count
        let (events, cells) = (evidence.batch.events.count, evidence.batch.cells.count)
        evidence.batch.texts.append(contentsOf: id)
        evidence.batch.events.append(contentsOf: take(Int(lengths.events), &place, as: EvidenceEvent.self))
        evidence.batch.cells.append(contentsOf: take(Int(lengths.cells), &place, as: EvidenceCell.self))
        evidence.keys.append(Record.key(record))
        evidence.batch.accounts.append(
            AccountEvidence(
                mask: CountMask(rawValue: Record.text(record)), account: texts..<texts + id.count,
                events: events..<evidence.batch.events.count, eventsOmitted: Int(lengths.eventsOmitted),
                cells: cells..<evidence.batch.cells.count))
    }

    private static func take<Value: BitwiseCopyable>(_ place: inout UnsafeRawPointer, as type: Value.Type) -> Value {
        defer { place += MemoryLayout<Value>.stride }
        return place.loadUnaligned(as: Value.self)
    }

    private static func take<Value: BitwiseCopyable>(
        _ count: Int, _ place: inout UnsafeRawPointer, as type: Value.Type
    ) -> some Collection<Value> {
        defer { place += MemoryLayout<Value>.stride * count }
        let start = place
        return (0..<count).lazy.map { start.loadUnaligned(fromByteOffset: MemoryLayout<Value>.stride * $0, as: type) }
    }
}
