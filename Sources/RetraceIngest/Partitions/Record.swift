import CSimdjson
import RetraceCore

/// The form of records in partitions: a flat run of bytes, in the machine's byte order, each record a multiple of four
/// bytes long. Bytes 0 and 1 are ``Kind`` and flags, bytes 2 and 3 are zero, bytes 4 to 7 a text's number, bytes 8 to 15
/// the time stamp; what follows depends on the kind.
enum Record {
    enum Kind: UInt8 {
        /// account 16…31, hash 32…63; the text is the purpose.
        case identifier = 1
        /// account 16…31, then the hash and the event id if there are; the text is the audience.
        case match = 2
        /// As a match; the text is the recipient.
        case disclosure = 3
        /// hash 16…47; the text is the audience.
        case upload = 4
        /// account 16…31, number of audiences 32…35, bytes of the line item 36…39, the event id if there is one, the
        /// audiences, the line item; the text is the country.
        case impression = 5
        /// account 16…31, region 32…35, bytes of the person's id 36…39, the id; the text is the country.
        case owner = 6
        /// person 16…31; the text is a mask of counts.
        case person = 7
    }

    /// Bits of the flags' byte.
    static let hasHash: UInt8 = 1
    static let hasEventID: UInt8 = 2
    static let isRemoval: UInt8 = 4
    static let isEmail: UInt8 = 8
    static let isPhone: UInt8 = 16
    static let hasInstant: UInt8 = 32

    static let identifierBytes = 64
    static let uploadBytes = 48
    static let personBytes = 32

    @inline(__always)
    static func flags(_ line: borrowing rt_line) -> UInt8 {
        let flags = line.flags
        var bits: UInt8 = 0
        if flags & RT_HAS_HASH.rawValue != 0 { bits |= hasHash }
        if flags & RT_HAS_EVENT.rawValue != 0 { bits |= hasEventID }
        if flags & RT_REMOVE.rawValue != 0 { bits |= isRemoval }
        if flags & RT_EMAIL.rawValue != 0 { bits |= isEmail }
        if flags & RT_PHONE.rawValue != 0 { bits |= isPhone }
        if flags & RT_HAS_TS.rawValue != 0 { bits |= hasInstant }
        return bits
    }

    /// Bytes of a use record with these flags.
    @inline(__always)
    static func useBytes(_ flags: UInt8) -> Int {
        32 + (flags & hasHash != 0 ? 32 : 0) + (flags & hasEventID != 0 ? 16 : 0)
    }

    @inline(__always)
    static func roundUp(_ bytes: Int) -> Int { (bytes + 3) & ~3 }

    /// Writes bytes 0 to 15.
    @inline(__always)
    static func writeHead(_ kind: Kind, _ flags: UInt8, text: UInt32, instant: Int64, to place: UnsafeMutableRawPointer) {
        place.storeBytes(of: UInt32(kind.rawValue) | UInt32(flags) << 8, as: UInt32.self)
        place.storeBytes(of: text, toByteOffset: 4, as: UInt32.self)
        place.storeBytes(of: instant, toByteOffset: 8, as: Int64.self)
    }

    @inline(__always)
    static func kind(_ record: UnsafeRawPointer) -> Kind {
        guard let kind = Kind(rawValue: record.load(as: UInt8.self)) else { preconditionFailure("not a record") }
        return kind
    }

    @inline(__always)
    static func flags(_ record: UnsafeRawPointer) -> UInt8 { record.load(fromByteOffset: 1, as: UInt8.self) }

    @inline(__always)
    static func text(_ record: UnsafeRawPointer) -> UInt32 { record.loadUnaligned(fromByteOffset: 4, as: UInt32.self) }

    @inline(__always)
    static func instant(_ record: UnsafeRawPointer) -> Instant {
        Instant(milliseconds: record.loadUnaligned(fromByteOffset: 8, as: Int64.self))
    }

    @inline(__always)
    static func key(_ record: UnsafeRawPointer, at offset: Int = 16) -> AccountKey {
        AccountKey(
            high: record.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
            low: record.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    }

    @inline(__always)
    static func number(_ record: UnsafeRawPointer, at offset: Int) -> UInt32 {
        record.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    @inline(__always)
    static func type(_ flags: UInt8) -> IdentifierType {
        flags & isEmail != 0 ? .email : flags & isPhone != 0 ? .phone : .absent
    }

    /// How long a record is.
    @inline(__always)
    static func size(_ record: UnsafeRawPointer) -> Int {
        switch kind(record) {
        case .identifier: identifierBytes
        case .match, .disclosure: useBytes(flags(record))
        case .upload: uploadBytes
        case .person: personBytes
        case .impression:
            40 + (flags(record) & hasEventID != 0 ? 16 : 0) + 4 * Int(number(record, at: 32))
                + roundUp(Int(number(record, at: 36)))
        case .owner: 40 + roundUp(Int(number(record, at: 36)))
        }
    }

    /// An identifier record's event.
    @inline(__always)
    static func identifier(_ record: UnsafeRawPointer) -> IdentifierEvent {
        let flags = flags(record)
        return IdentifierEvent(
            hash: IdentifierHash(bytes: record + 32), instant: instant(record), purpose: text(record), type: type(flags),
            isRemoval: flags & isRemoval != 0)
    }

    /// A match or disclosure record's event.
    @inline(__always)
    static func use(_ record: UnsafeRawPointer) -> UseEvent {
        let flags = flags(record)
        let hasHash = flags & hasHash != 0
        let hasEventID = flags & hasEventID != 0
        return UseEvent(
            hash: hasHash ? IdentifierHash(bytes: record + 32) : IdentifierHash(),
            eventID: hasEventID ? key(record, at: hasHash ? 64 : 32) : AccountKey(high: 0, low: 0),
            instant: instant(record), target: text(record), type: type(flags), isRemoval: flags & isRemoval != 0,
            hasHash: hasHash, hasEventID: hasEventID)
    }

    /// An upload record's event.
    @inline(__always)
    static func upload(_ record: UnsafeRawPointer) -> UploadEvent {
        UploadEvent(
            hash: IdentifierHash(bytes: record + 16), instant: instant(record), audience: text(record),
            isRemoval: flags(record) & isRemoval != 0)
    }
}
