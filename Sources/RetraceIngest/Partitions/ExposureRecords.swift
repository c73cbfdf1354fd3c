import RetraceCore

/// Exposure tables as records of a partition, so that they spill like everything else. An account's record holds its spans;
/// the sets of sources that spans name by number are records of their own.
public enum ExposureRecords {
    static let headBytes = Record.bodyOffset + 4
    private static let spanBytes = 28
    private static let cellBytes = 8
    /// Tells a set's record from an account's.
    private static let isSet = Record.hasHash
    /// Tells an account's evidence, which ``EvidenceRecords`` writes.
    static let isEvidence = Record.hasEventID

    /// Appends a table to a partition. Sets are written if spans name them or `withSets` says so. Its sets are numbered from `setOffset` on, so that tables of one partition can be told
    /// apart; set 0 is empty in all of them. Linear in the table.
    public static func append(
        _ table: ExposureTable, setOffset: Int, to writer: PartitionWriter, partition: Int, withSets: Bool
    ) throws {
        var nextSpan = 0
        for account in table.accounts {
            let spans = table.spans[nextSpan..<nextSpan + Int(account.spanCount)]
            nextSpan = spans.endIndex
            let place = writer.reserve(headBytes + spanBytes * spans.count, in: partition)
            Record.writeHead(UInt64(Record.Kind.exposure.rawValue), text: account.mask.rawValue, to: place)
            Record.writeKey(account.key, to: place)
            place.storeBytes(of: account.spanCount, toByteOffset: Record.bodyOffset, as: UInt32.self)
            for (position, span) in spans.enumerated() {
                write(span, setOffset: UInt32(setOffset), to: place + headBytes + spanBytes * position)
            }
        }
        guard withSets || !table.spans.isEmpty else { return }
        for (number, cells) in table.sourceSets.enumerated() where number > 0 {
            let place = writer.reserve(headBytes + cellBytes * cells.count, in: partition)
            Record.writeHead(
                UInt64(Record.Kind.exposure.rawValue) | isSet, text: UInt32(number + setOffset), to: place)
            place.storeBytes(of: UInt32(cells.count), toByteOffset: Record.bodyOffset, as: UInt32.self)
            for (position, cell) in cells.enumerated() {
                place.storeBytes(of: cell.rawValue, toByteOffset: headBytes + cellBytes * position, as: UInt64.self)
            }
        }
        try writer.check()
    }

    private static func write(_ span: ExposureSpan, setOffset: UInt32, to place: UnsafeMutableRawPointer) {
        place.storeBytes(of: span.audience, as: UInt32.self)
        place.storeBytes(of: span.lowerSet == 0 ? 0 : span.lowerSet + setOffset, toByteOffset: 4, as: UInt32.self)
        place.storeBytes(of: span.upperSet == 0 ? 0 : span.upperSet + setOffset, toByteOffset: 8, as: UInt32.self)
        place.storeBytes(of: span.start.milliseconds, toByteOffset: 12, as: Int64.self)
        place.storeBytes(of: span.end.milliseconds, toByteOffset: 20, as: Int64.self)
    }

    /// How long a record is.
    @inline(__always)
    static func size(_ record: UnsafeRawPointer, _ head: UInt64) -> Int {
        if head & isEvidence != 0 { return Int(Record.number(record, at: Record.bodyOffset)) }
        return headBytes + Int(Record.number(record, at: Record.bodyOffset))
            * (head & isSet != 0 ? cellBytes : spanBytes)
    }

    /// Gives every text of a record the number that `number` makes of it.
    static func rename(_ record: UnsafeMutableRawPointer, _ head: UInt64, _ number: (TextID) -> TextID) {
        let count = Int(Record.number(UnsafeRawPointer(record), at: Record.bodyOffset))
        guard head & isSet != 0 else {
            for position in 0..<count { RecordTexts.rename(record, at: headBytes + spanBytes * position, number) }
            return
        }
        for position in 0..<count {
            let offset = headBytes + cellBytes * position
            let cell = SourceCell(rawValue: Record.word(UnsafeRawPointer(record), at: offset))
            let renamed = SourceCell(purpose: number(cell.purpose), type: cell.type)
            record.storeBytes(of: renamed.rawValue, toByteOffset: offset, as: UInt64.self)
        }
    }

    /// Puts an account's spans in order again, by audience and time, after audiences were renamed.
    static func sortSpans(_ record: UnsafeMutableRawPointer, _ head: UInt64) {
        let count = Int(Record.number(UnsafeRawPointer(record), at: Record.bodyOffset))
        guard head & isSet == 0, count > 1 else { return }
        let old = UnsafeRawPointer(record) + headBytes
        var spans = (0..<count).map { span(old + spanBytes * $0) }
        spans.sort { ($0.audience, $0.start) < ($1.audience, $1.start) }
        for (position, span) in spans.enumerated() {
            write(span, setOffset: 0, to: record + headBytes + spanBytes * position)
        }
    }

    private static func span(_ place: UnsafeRawPointer) -> ExposureSpan {
        ExposureSpan(
            audience: Record.number(place, at: 0), lowerSet: Record.number(place, at: 4),
            upperSet: Record.number(place, at: 8), start: instant(place, at: 12), end: instant(place, at: 20))
    }

    /// Gives every set of sources a number that is larger by `offset`; set 0 is empty everywhere and stays.
    static func shiftSets(_ record: UnsafeMutableRawPointer, _ head: UInt64, by offset: UInt32) {
        func shift(_ place: Int) {
            let set = Record.number(UnsafeRawPointer(record), at: place)
            if set != 0 { record.storeBytes(of: set &+ offset, toByteOffset: place, as: UInt32.self) }
        }
        if head & isSet != 0 { return shift(8) }
        for position in 0..<Int(Record.number(UnsafeRawPointer(record), at: Record.bodyOffset)) {
            shift(headBytes + spanBytes * position + 4)
            shift(headBytes + spanBytes * position + 8)
        }
    }

    /// Whether a record is a set's, which concerns all accounts of its partition.
    static func isSet(_ head: UInt64) -> Bool { head & isSet != 0 }

    /// The tables of a partition as one, out of a store. With `keeping`, they stay there for another reading. Throws
    /// ``RetraceError`` of kind `inputOutput` when a spill file can't be read.
    public static func table(of partition: Int, from store: PartitionStore, keeping: Bool) throws -> ExposureTable {
        var table = ExposureTable()
        try store.visit(partition, keeping: keeping) { contents in
            contents.forEachRecord { record, head in
                if head & isSet != 0 { readSet(record, into: &table) } else { readAccount(record, into: &table) }
            }
        }
        return table
    }

    private static func readSet(_ record: UnsafeRawPointer, into table: inout ExposureTable) {
        let number = Int(Record.text(record))
        let missing = number + 1 - table.sourceSets.count
        if missing > 0 { table.sourceSets += Array(repeating: [], count: missing) }
        table.sourceSets[number] = (0..<Int(Record.number(record, at: Record.bodyOffset))).map {
            SourceCell(rawValue: Record.word(record, at: headBytes + cellBytes * $0))
        }
    }

    private static func readAccount(_ record: UnsafeRawPointer, into table: inout ExposureTable) {
        let spanCount = Record.number(record, at: Record.bodyOffset)
        table.accounts.append(
            AffectedAccount(
                key: Record.key(record), mask: CountMask(rawValue: Record.text(record)), spanCount: spanCount))
        for position in 0..<Int(spanCount) {
            table.spans.append(span(record + headBytes + spanBytes * position))
        }
    }

    private static func instant(_ place: UnsafeRawPointer, at offset: Int) -> Instant {
        Instant(milliseconds: Int64(bitPattern: Record.word(place, at: offset)))
    }
}
