import RetraceCore

/// One partition of impressions and account owners, decoded for the accounts that matter. Used by one thread.
public struct ExposurePartition {
    /// Impressions by account.
    public private(set) var batch = ImpressionBatch()
    /// The owners of the accounts that were asked for, in their order.
    public private(set) var owners: [Ownership]
    /// The ids of persons, where they were asked for: ``RetraceCore/Ownership/personText`` says where each one lies.
    public private(set) var personTexts: [UInt8] = []
    /// Time stamps of impressions whose account was not asked for after all: they can be no duplicates.
    public private(set) var otherInstants = InstantRange()

    /// Takes a partition out of a store, for `accounts`; impressions are wanted of those that `isExposed` says, the ids of
    /// persons if `keepsPersons` does. Throws
    /// ``RetraceError`` of kind `inputOutput` when a spill file can't be read.
    public init(
        taking partition: Int, from store: PartitionStore, accounts: [AccountKey], isExposed: [Bool], texts: Texts,
        keepsPersons: Bool = false
    ) throws {
        var contents = try store.take(partition)
        defer { contents.discard() }
        var index = AccountIndex(capacity: accounts.count)
        for account in accounts { _ = index.number(of: account) }
        owners = []
        owners.reserveCapacity(accounts.count)
        var impressions: [(account: Int32, record: UnsafeRawPointer)] = []
        var best = [UnsafeRawPointer?](repeating: nil, count: accounts.count)
        contents.forEachRecord { record, head in
            let account = index.find(Record.key(record))
            if Record.kind(head) == .owner {
                if let account, ExposurePartition.isBetter(record, than: best[account], texts) {
                    best[account] = record
                }
            } else if let account, isExposed[account] {
                impressions.append((Int32(account), record))
            } else if head & Record.hasEventID != 0 {
                // Without an event id its time stamp was taken in when it was read.
                otherInstants.add(Record.instant(head))
            }
        }
        for record in best { owners.append(record.map { ownership($0, keepsPersons) } ?? Ownership()) }
        decode(impressions, accountCount: accounts.count)
    }

    // MARK: Owners

    /// Of several lines of one account the latest counts (no time stamp is earliest), then the smallest as bytes, field by
    /// field in the order person, country, region, an absent field smallest.
    private static func isBetter(_ new: UnsafeRawPointer, than old: UnsafeRawPointer?, _ texts: Texts) -> Bool {
        guard let old else { return true }
        let newInstant = ownerInstant(new)
        let oldInstant = ownerInstant(old)
        if newInstant != oldInstant { return newInstant > oldInstant }
        let newPerson = person(new)
        let oldPerson = person(old)
        if !newPerson.elementsEqual(oldPerson) { return newPerson.lexicographicallyPrecedes(oldPerson) }
        if Record.text(new) != Record.text(old) { return texts.precedes(Record.text(new), Record.text(old)) }
        return texts.precedes(
            Record.number(new, at: Record.bodyOffset), Record.number(old, at: Record.bodyOffset))
    }

    private static func ownerInstant(_ record: UnsafeRawPointer) -> Instant {
        let head = Record.head(record)
        return head & Record.hasInstant != 0 ? Record.instant(head) : .distantPast
    }

    private static func person(_ record: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: record + Record.ownerHeadBytes, count: Int(Record.number(record, at: Record.bodyOffset + 4)))
    }

    private mutating func ownership(_ record: UnsafeRawPointer, _ keepsPerson: Bool) -> Ownership {
        let person = ExposurePartition.person(record)
        var ownership = Ownership(
            person: person.isEmpty ? nil : TextHash.key(person), country: Record.text(record),
            region: Record.number(record, at: Record.bodyOffset))
        if keepsPerson {
            ownership.personText = personTexts.count..<personTexts.count + person.count
            personTexts.append(contentsOf: person)
        }
        return ownership
    }

    // MARK: Impressions

    private mutating func decode(_ impressions: [(account: Int32, record: UnsafeRawPointer)], accountCount: Int) {
        var starts = [Int](repeating: 0, count: accountCount + 1)
        for (account, _) in impressions { starts[Int(account) + 1] += 1 }
        for account in 0..<accountCount {
            starts[account + 1] += starts[account]
            let range = starts[account]..<starts[account + 1]
            if !range.isEmpty { batch.groups.append(ImpressionGroup(account: account, impressions: range)) }
        }
        var records = [UnsafeRawPointer?](repeating: nil, count: impressions.count)
        for (account, record) in impressions {
            records[starts[Int(account)]] = record
            starts[Int(account)] += 1
        }
        batch.impressions.reserveCapacity(records.count)
        for record in records { if let record { append(record) } }
    }

    private mutating func append(_ record: UnsafeRawPointer) {
        let head = Record.head(record)
        let hasEventID = head & Record.hasEventID != 0
        let audienceCount = Record.number(record, at: Record.bodyOffset)
        let lineItemLength = Record.number(record, at: Record.bodyOffset + 4)
        batch.impressions.append(
            ImpressionEvent(
                eventID: hasEventID ? Record.word(record, at: Record.impressionHeadBytes) : 0,
                location: EventLocation(rawValue: Record.word(record, at: Record.ownerHeadBytes)),
                instant: Record.instant(head),
                country: Record.text(record), audienceStart: UInt32(batch.audiences.count),
                audienceCount: audienceCount, lineItemStart: UInt32(batch.texts.count), lineItemLength: lineItemLength,
                hasEventID: hasEventID))
        let audiences = record + Record.impressionHeadBytes + (hasEventID ? 8 : 0)
        for position in 0..<Int(audienceCount) { batch.audiences.append(Record.number(audiences, at: 4 * position)) }
        let lineItem = audiences + 4 * Int(audienceCount)
        batch.texts.append(contentsOf: UnsafeRawBufferPointer(start: lineItem, count: Int(lineItemLength)))
    }
}
