import RetraceCore

/// One partition of identifiers, matches, disclosures and uploads, decoded and grouped by account. Used by one thread, for
/// one partition after the other: its memory is reused.
public final class IdentityPartition {
    /// The events by account, until the next `take`.
    public private(set) var batch = IdentityBatch()
    private var contents: PartitionContents?
    /// The account of each record, in their order; -1 for uploads.
    private var accounts: [Int32] = []

    /// No partition yet.
    public init() {}

    deinit { contents?.discard() }

    /// Takes a partition out of a store, in place of the one before. Throws ``RetraceError`` of kind `inputOutput` when a
    /// spill file can't be read.
    public func take(_ partition: Int, from store: PartitionStore) throws {
        discard()
        let taken = try store.take(partition)
        contents = taken
        var batch = recycledBatch()
        var next = group(taken, into: &batch)
        decode(taken, &next, into: &batch)
        self.batch = batch
    }

    /// Gives the partition's memory back.
    public func discard() {
        contents?.discard()
        contents = nil
    }

    /// Lends the batch to whoever replays it, which sorts it in place; `giveBack` returns its memory.
    public func lendBatch() -> IdentityBatch {
        defer { batch = IdentityBatch() }
        return batch
    }

    /// Takes a lent batch's memory back.
    public func giveBack(_ lent: IdentityBatch) { batch = lent }

    private func recycledBatch() -> IdentityBatch {
        var batch = lendBatch()
        // Events are written over, and those that are left beyond a partition's own belong to no group.
        batch.groups.removeAll(keepingCapacity: true)
        batch.uploads.removeAll(keepingCapacity: true)
        return batch
    }

    /// First walk: which account each record belongs to, and how many of each kind there are. Returns where the first event
    /// of each account and kind goes.
    private func group(_ contents: PartitionContents, into batch: inout IdentityBatch) -> [Places] {
        var accounts = self.accounts
        self.accounts = []
        accounts.removeAll(keepingCapacity: true)
        let bytes = contents.bytes
        accounts.reserveCapacity(bytes / Record.uploadBytes)
        var index = AccountIndex(capacity: bytes / 400)
        var counts: [Places] = []
        contents.forEachRecord { record, head in
            let kind = Record.kind(head)
            guard kind != .upload else { return accounts.append(-1) }
            let account = index.number(of: Record.key(record))
            if account == counts.count { counts.append(Places()) }
            counts[account].advance(kind)
            accounts.append(Int32(truncatingIfNeeded: account))
        }
        self.accounts = accounts
        return IdentityPartition.makeGroups(counts, keys: index.keys, into: &batch)
    }

    /// How many events of each kind there are, or where the next one goes.
    private struct Places {
        var identifiers: Int32 = 0
        var matches: Int32 = 0
        var disclosures: Int32 = 0

        @inline(__always)
        mutating func advance(_ kind: Record.Kind) {
            switch kind {
            case .identifier: identifiers += 1
            case .match: matches += 1
            case .disclosure: disclosures += 1
            case .upload, .impression, .owner, .person, .exposure: preconditionFailure("a record of another phase")
            }
        }
    }

    private static func makeGroups(
        _ counts: [Places], keys: [AccountKey], into batch: inout IdentityBatch
    ) -> [Places] {
        var next = Places()
        batch.groups.reserveCapacity(counts.count)
        return counts.indices.map { account in
            let start = next
            next.identifiers += counts[account].identifiers
            next.matches += counts[account].matches
            next.disclosures += counts[account].disclosures
            batch.groups.append(
                IdentityGroup(
                    key: keys[account], identifiers: Int(start.identifiers)..<Int(next.identifiers),
                    matches: Int(start.matches)..<Int(next.matches),
                    disclosures: Int(start.disclosures)..<Int(next.disclosures)))
            return start
        }
    }

    /// Second walk: every event to its place.
    private func decode(_ contents: PartitionContents, _ next: inout [Places], into batch: inout IdentityBatch) {
        let last = batch.groups.last
        batch.identifiers.lengthen(to: last?.identifiers.upperBound ?? 0, with: .placeholder)
        batch.matches.lengthen(to: last?.matches.upperBound ?? 0, with: .placeholder)
        batch.disclosures.lengthen(to: last?.disclosures.upperBound ?? 0, with: .placeholder)
        let accounts = self.accounts
        var uploads = batch.uploads
        batch.uploads = []
        var position = 0
        batch.identifiers.withUnsafeMutableBufferPointer { identifiers in
            batch.matches.withUnsafeMutableBufferPointer { matches in
                batch.disclosures.withUnsafeMutableBufferPointer { disclosures in
                    contents.forEachRecord { record, head in
                        let account = Int(accounts[position])
                        position += 1
                        let kind = Record.kind(head)
                        switch kind {
                        case .identifier:
                            identifiers[Int(next[account].identifiers)] = Record.identifier(record, head)
                        case .match: matches[Int(next[account].matches)] = UseForm(head).event(record)
                        case .disclosure: disclosures[Int(next[account].disclosures)] = UseForm(head).event(record)
                        default: return uploads.append(Record.upload(record, head))
                        }
                        next[account].advance(kind)
                    }
                }
            }
        }
        batch.uploads = uploads
    }

    /// Copies the records of some accounts, by their position in the batch's groups, as they are to another store.
    public func copyRecords(ofGroups groups: [Int], to writer: PartitionWriter, partition: Int) throws {
        guard let contents else { return }
        var isWanted = [Bool](repeating: false, count: (groups.max() ?? -1) + 1)
        for group in groups { isWanted[group] = true }
        let accounts = self.accounts
        var position = 0
        contents.forEachRecord { record, head in
            let account = Int(accounts[position])
            position += 1
            guard account >= 0 && account < isWanted.count && isWanted[account] else { return }
            let size = Record.size(record, head)
            writer.reserve(size, in: partition).copyMemory(from: record, byteCount: size)
        }
        try writer.check()
    }
}

extension Array {
    /// Makes it `length` elements long at least; what they are is decided later.
    fileprivate mutating func lengthen(to length: Int, with element: Element) {
        if length > count { append(contentsOf: repeatElement(element, count: length - count)) }
    }
}

extension IdentifierEvent {
    fileprivate static let placeholder = IdentifierEvent(
        identifier: IdentifierKey(), detail: .placeholder, instant: .distantPast, purpose: absentText, type: .absent,
        isRemoval: false)
}

extension UseEvent {
    fileprivate static let placeholder = UseEvent(
        identifier: IdentifierKey(), detail: .placeholder, eventID: 0, instant: .distantPast, target: absentText,
        file: 0, hashStart: 0, type: .absent, isRemoval: false, hasHash: false, hasEventID: false, isWhole: false)
}
