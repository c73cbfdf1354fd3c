import RetraceCore

/// Persons of accounts that are in a count, brought together from all partitions by person.
public enum PersonPartition {
    /// Notes that a person owns an account with these counts.
    public static func append(person: AccountKey, mask: CountMask, to writer: PartitionWriter, bits: Int) {
        let place = writer.reserve(Record.personBytes, in: person.partition(bits: bits))
        Record.writeHead(UInt64(Record.Kind.person.rawValue), text: mask.rawValue, to: place)
        Record.writeKey(person, to: place)
    }

    /// The counts of each person of a partition, those of all the accounts; and for persons with several accounts in a count
    /// a mark whose cell is their number. Throws ``RetraceError`` of kind `inputOutput` when a spill file can't be read.
    public static func persons(
        taking partition: Int, from store: PartitionStore
    ) throws -> (masks: [CountMask], accounts: [CellMark]) {
        var contents = try store.take(partition)
        defer { contents.discard() }
        let records = contents.bytes / Record.personBytes
        var index = AccountIndex(capacity: records)
        var masks: [CountMask] = []
        var further = PersonAccounts()
        contents.forEachRecord { record, _ in
            let person = index.number(of: Record.key(record))
            let mask = CountMask(rawValue: Record.text(record))
            if person == masks.count {
                masks.append(mask)
            } else {
                further.add(mask, of: person, knowing: masks[person])
                masks[person].formUnion(mask)
            }
        }
        return (masks, further.marks)
    }
}
