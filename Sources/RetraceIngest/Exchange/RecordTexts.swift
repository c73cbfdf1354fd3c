import RetraceCore

/// Where records name texts (and sets of sources), kind by kind: the one place that knows, for those who carry records from
/// one process to another.
enum RecordTexts {
    /// Bytes of the part of a record with this head that its length can be told from.
    private static func leastBytes(_ head: UInt64) -> Int {
        let lengthBytes = head & Record.hasDetail != 0 ? 4 : 0
        return switch Record.kind(head) {
        case .identifier:
            lengthBytes == 0 ? Record.identifierBytes : Record.detailedIdentifierBytes + lengthBytes
        case .match, .disclosure: UseForm(head).bytes + lengthBytes
        case .upload: Record.uploadBytes
        case .person: Record.personBytes
        case .impression: Record.impressionHeadBytes
        case .owner: Record.ownerHeadBytes
        case .exposure: ExposureRecords.headBytes
        }
    }

    /// How long the record at `record` is, of which `left` bytes are at hand; nil when it is no whole record.
    static func checkedSize(_ record: UnsafeRawPointer, left: Int) -> Int? {
        guard left >= Record.uploadBytes else { return nil }
        let head = Record.head(record)
        guard left >= leastBytes(head) else { return nil }
        let size = Record.size(record, head)
        return size <= left ? size : nil
    }

    /// Gives every text of a record the number that `number` makes of it.
    @inline(__always)
    static func rename(_ record: UnsafeMutableRawPointer, _ head: UInt64, _ number: (TextID) -> TextID) {
        switch Record.kind(head) {
        case .identifier, .match, .disclosure, .upload: rename(record, at: 8, number)
        case .impression:
            rename(record, at: 8, number)
            let list = Record.impressionHeadBytes + (head & Record.hasEventID != 0 ? 8 : 0)
            for position in 0..<Int(Record.number(UnsafeRawPointer(record), at: Record.bodyOffset)) {
                rename(record, at: list + 4 * position, number)
            }
        case .owner:
            rename(record, at: 8, number)
            rename(record, at: Record.bodyOffset, number)
        case .person: break
        case .exposure: ExposureRecords.rename(record, head, number)
        }
    }

    @inline(__always)
    static func rename(_ record: UnsafeMutableRawPointer, at offset: Int, _ number: (TextID) -> TextID) {
        let old = Record.number(UnsafeRawPointer(record), at: offset)
        record.storeBytes(of: number(old), toByteOffset: offset, as: TextID.self)
    }
}
