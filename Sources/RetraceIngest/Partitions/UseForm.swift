import RetraceCore

/// What a match's or disclosure's record holds after the account, and where: it depends on the record's head alone.
///
/// The event id (8 bytes) comes first if there is one. A *whole* record goes on with the location (8 bytes) and the hash
/// (32 bytes) if the line has one, and with detail the account's id. Any other keeps what nearly every replay can do with,
/// since there are more of these than of all other records: the file (4 bytes), the identifier's key (8 bytes) if the line
/// has one, and with an event id as well the hash's first four bytes, by which lines of one event are put in order.
struct UseForm {
    let head: UInt64

    @inline(__always)
    init(_ head: UInt64) { self.head = head }

    @inline(__always) var hasEventID: Bool { head & Record.hasEventID != 0 }
    @inline(__always) var hasHash: Bool { head & Record.hasHash != 0 }
    @inline(__always) var isWhole: Bool { head & Record.isWhole != 0 }

    /// Where the location or the file is.
    @inline(__always) var place: Int { hasEventID ? Record.bodyOffset + 8 : Record.bodyOffset }

    /// Where the hash or the key is.
    @inline(__always) var hashPlace: Int { place + (isWhole ? Record.locationBytes : 4) }

    /// Where the hash's first bytes are; only of records that aren't whole.
    @inline(__always) var hashStartPlace: Int { hashPlace + Record.identifierKeyBytes }

    /// Bytes of the record, the account's id aside.
    @inline(__always)
    var bytes: Int {
        guard hasHash else { return hashPlace }
        if isWhole { return hashPlace + Record.hashBytes }
        return hasEventID ? hashStartPlace + 4 : hashStartPlace
    }

    /// The event of the record at `record`.
    @inline(__always)
    func event(_ record: UnsafeRawPointer) -> UseEvent {
        var event = UseEvent(
            identifier: IdentifierKey(), detail: EventDetail(record + place),
            eventID: hasEventID ? Record.word(record, at: Record.bodyOffset) : 0, instant: Record.instant(head),
            target: Record.text(record), file: 0, hashStart: 0, type: Record.type(head),
            isRemoval: head & Record.isRemoval != 0, hasHash: hasHash, hasEventID: hasEventID, isWhole: isWhole)
        if isWhole {
            event.file = UInt32(truncatingIfNeeded: event.detail.location.file)
            guard hasHash else { return event }
            let hash = UnsafeRawBufferPointer(start: record + hashPlace, count: Record.hashBytes)
            event.identifier = IdentifierKey(TextHash.of(hash))
        } else {
            event.file = Record.number(record, at: place)
            guard hasHash else { return event }
            event.identifier = Record.identifierKey(record, at: hashPlace)
            if hasEventID { event.hashStart = Record.number(record, at: hashStartPlace) }
        }
        return event
    }
}
