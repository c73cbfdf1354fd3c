import CSimdjson
import RetraceCore

/// The form of records in partitions: a flat run of bytes, in the machine's byte order, each record a multiple of four
/// bytes long.
///
/// Bytes 0 to 7 are the head: the kind in bits 0 to 2, flags in bits 3 to 9, the time stamp (milliseconds since the year 1)
/// from bit 15 on. Bytes 8 to 11 are a text's number. What follows depends on the kind.
enum Record {
    enum Kind: UInt8 {
        /// account 12…23, identifier's key 24…31; the text is the purpose. With detail its location, the hash and the
        /// account's id follow.
        case identifier = 0
        /// account 12…23, the event id if there is one, then as ``UseForm`` says. The text is the audience.
        case match = 1
        /// As a match; the text is the recipient.
        case disclosure = 2
        /// identifier's key 12…19; the text is the audience.
        case upload = 3
        /// account 12…23, number of audiences 24…27, bytes of the line item 28…31, the location 32…39, the event id if there
        /// is one, the audiences, the line item; the text is the country.
        case impression = 4
        /// account 12…23, region 24…27, bytes of the person's id 28…31, the id; the text is the country.
        case owner = 5
        /// person 12…23; the text is a mask of counts.
        case person = 6
        /// As ``ExposureRecords`` writes it.
        case exposure = 7
    }

    /// Bits of the head.
    static let hasHash: UInt64 = 1 << 3
    static let hasEventID: UInt64 = 1 << 4
    static let isRemoval: UInt64 = 1 << 5
    static let isEmail: UInt64 = 1 << 6
    static let isPhone: UInt64 = 1 << 7
    static let hasInstant: UInt64 = 1 << 8
    /// The record keeps what only evidence needs: the hash and the account's id.
    static let hasDetail: UInt64 = 1 << 9
    /// A use record keeps its location and the whole hash.
    static let isWhole: UInt64 = 1 << 10
    private static let instantShift: UInt64 = 15

    static let keyOffset = 12
    /// Where the account's key ends.
    static let bodyOffset = keyOffset + AccountKey.bytes
    static let identifierBytes = bodyOffset + identifierKeyBytes
    static let identifierKeyBytes = 8
    /// Bytes of an identifier record with detail, the account's id aside.
    static let detailedIdentifierBytes = identifierBytes + locationBytes + hashBytes
    static let uploadBytes = keyOffset + identifierKeyBytes
    static let personBytes = bodyOffset
    /// Bytes of an owner before its person.
    static let ownerHeadBytes = bodyOffset + 8
    /// Bytes of an impression before its parts of variable length.
    static let impressionHeadBytes = ownerHeadBytes + locationBytes
    static let locationBytes = 8
    static let hashBytes = 32

    /// The flags and the time stamp of a line, for a record of `kind`.
    @inline(__always)
    static func head(_ kind: Kind, _ line: UnsafePointer<rt_line>) -> UInt64 {
        let flags = UInt64(line.pointee.flags)
        var bits = UInt64(kind.rawValue)
        bits |= (flags & UInt64(RT_HAS_HASH.rawValue)) << 1
        bits |= (flags & UInt64(RT_HAS_EVENT.rawValue)) << 3
        bits |= flags & UInt64(RT_REMOVE.rawValue)
        bits |= (flags & UInt64(RT_EMAIL.rawValue | RT_PHONE.rawValue)) << 3
        bits |= (flags & UInt64(RT_HAS_TS.rawValue)) << 8
        return bits | instantBits(line.pointee.ts)
    }

    @inline(__always)
    private static func instantBits(_ milliseconds: Int64) -> UInt64 {
        UInt64(truncatingIfNeeded: milliseconds &- Instant.earliest.milliseconds) << instantShift
    }

    @inline(__always)
    static func writeKey(_ key: AccountKey, to record: UnsafeMutableRawPointer) {
        record.storeBytes(of: key.high, toByteOffset: keyOffset, as: UInt64.self)
        record.storeBytes(of: key.low, toByteOffset: keyOffset + 8, as: UInt32.self)
    }

    @inline(__always)
    static func writeHead(_ head: UInt64, text: UInt32, to place: UnsafeMutableRawPointer) {
        place.storeBytes(of: head, as: UInt64.self)
        place.storeBytes(of: text, toByteOffset: 8, as: UInt32.self)
    }

    /// Bytes of an account's id with its length before it, when there is `detail`.
    @inline(__always)
    private static func accountBytes(_ record: UnsafeRawPointer, at offset: Int, _ head: UInt64) -> Int {
        head & hasDetail == 0 ? 0 : 4 + roundUp(Int(number(record, at: offset)))
    }

    @inline(__always)
    static func roundUp(_ bytes: Int) -> Int { (bytes + 3) & ~3 }

    @inline(__always)
    static func head(_ record: UnsafeRawPointer) -> UInt64 { record.loadUnaligned(as: UInt64.self) }

    @inline(__always)
    static func kind(_ head: UInt64) -> Kind {
        guard let kind = Kind(rawValue: UInt8(head & 7)) else { preconditionFailure("not a record") }
        return kind
    }

    @inline(__always)
    static func text(_ record: UnsafeRawPointer) -> UInt32 { number(record, at: 8) }

    @inline(__always)
    static func instant(_ head: UInt64) -> Instant {
        Instant(milliseconds: Int64(head >> instantShift) &+ Instant.earliest.milliseconds)
    }

    /// The account, or the person.
    @inline(__always)
    static func key(_ record: UnsafeRawPointer) -> AccountKey {
        AccountKey(high: word(record, at: keyOffset), low: number(record, at: keyOffset + 8))
    }

    @inline(__always)
    static func number(_ record: UnsafeRawPointer, at offset: Int) -> UInt32 {
        record.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    @inline(__always)
    static func word(_ record: UnsafeRawPointer, at offset: Int) -> UInt64 {
        record.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    static func type(_ head: UInt64) -> IdentifierType {
        head & isEmail != 0 ? .email : head & isPhone != 0 ? .phone : .absent
    }

    /// How long a record is.
    @inline(__always)
    static func size(_ record: UnsafeRawPointer, _ head: UInt64) -> Int {
        switch kind(head) {
        case .identifier:
            head & hasDetail == 0
                ? identifierBytes : detailedIdentifierBytes + accountBytes(record, at: detailedIdentifierBytes, head)
        case .match, .disclosure:
            UseForm(head).bytes + accountBytes(record, at: UseForm(head).bytes, head)
        case .upload: uploadBytes
        case .person: personBytes
        case .impression:
            impressionHeadBytes + (head & hasEventID != 0 ? 8 : 0) + 4 * Int(number(record, at: bodyOffset))
                + roundUp(Int(number(record, at: bodyOffset + 4)))
        case .owner: ownerHeadBytes + roundUp(Int(number(record, at: bodyOffset + 4)))
        case .exposure: ExposureRecords.size(record, head)
        }
    }

    @inline(__always)
    static func identifierKey(_ record: UnsafeRawPointer, at offset: Int) -> IdentifierKey {
        IdentifierKey(word(record, at: offset))
    }

    /// An identifier record's event.
    @inline(__always)
    static func identifier(_ record: UnsafeRawPointer, _ head: UInt64) -> IdentifierEvent {
        IdentifierEvent(
            identifier: identifierKey(record, at: bodyOffset), detail: EventDetail(record + identifierBytes),
            instant: instant(head), purpose: text(record), type: type(head),
            isRemoval: head & isRemoval != 0)
    }

    /// An upload record's event.
    @inline(__always)
    static func upload(_ record: UnsafeRawPointer, _ head: UInt64) -> UploadEvent {
        UploadEvent(
            identifier: identifierKey(record, at: keyOffset), instant: instant(head), audience: text(record),
            isRemoval: head & isRemoval != 0)
    }
}
