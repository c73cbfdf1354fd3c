/// A log line that says something of an affected account.
public struct EvidenceEvent: BitwiseCopyable, Sendable {
    /// What the line is.
    public enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// The account gained or lost an identifier; the text is the purpose (absent in a removal for every purpose).
        case identifier
        /// The account was put into an audience or taken out of it; the text is the audience.
        case match
        /// The account's identifier left the platform; the text is the recipient.
        case disclosure
        /// The account was shown an ad because of a match; the text is the audience that it was shown for.
        case impression
    }

    // There are many, and partitions keep them until the second pass: 64 bytes each.
    private var storedHash: IdentifierHash
    /// Its time stamp.
    public var instant: Instant
    /// File in the upper 24 bits, line less one below.
    private var place: UInt64
    /// Purpose, audience or recipient.
    public var text: TextID
    /// Of matches and disclosures: the sources, a position in ``EvidenceBatch/sourceSets``; 0 (the empty set) of all else.
    public var sourceSet: UInt32
    /// Where the ad was served, of impressions; else ``absentText``.
    public var country: TextID
    /// Counts in the lowest 20 bits, then kind (2 bits), type (2), removal, hash and verdict (3).
    private var bits: UInt32

    private static let lineBits: UInt64 = 40
    private static let kindShift: UInt32 = 20
    private static let typeShift: UInt32 = 22
    private static let removalBit: UInt32 = 1 << 24
    private static let hashBit: UInt32 = 1 << 25
    private static let verdictShift: UInt32 = 26
    private static let noVerdict: UInt32 = 7

    /// What the line is.
    public var kind: Kind { Kind(rawValue: UInt8(bits >> EvidenceEvent.kindShift & 3)).unsafelyUnwrapped }
    /// The file, by its number within the run.
    public var file: Int { Int(place >> EvidenceEvent.lineBits) }
    /// The line's number within the file, from 1.
    public var line: UInt64 { place & (1 << EvidenceEvent.lineBits - 1) + 1 }
    /// The identifier; nil where none is named, and of impressions. Of a match without a hash, the candidate that it stands for.
    public var hash: IdentifierHash? {
        get { bits & EvidenceEvent.hashBit != 0 ? storedHash : nil }
        set {
            storedHash = newValue ?? IdentifierHash()
            put(newValue == nil ? 0 : EvidenceEvent.hashBit, EvidenceEvent.hashBit)
        }
    }
    /// The kind of identifier that the line says; of an impression `absent`.
    public var type: IdentifierType {
        get { IdentifierType(rawValue: UInt8(bits >> EvidenceEvent.typeShift & 3)).unsafelyUnwrapped }
        set { put(UInt32(newValue.rawValue) << EvidenceEvent.typeShift, 3 << EvidenceEvent.typeShift) }
    }
    /// A removal rather than an addition.
    public var isRemoval: Bool {
        get { bits & EvidenceEvent.removalBit != 0 }
        set { put(newValue ? EvidenceEvent.removalBit : 0, EvidenceEvent.removalBit) }
    }
    /// Of matches that add and of disclosures.
    public var verdict: Verdict? {
        get { Verdict(rawValue: UInt8(bits >> EvidenceEvent.verdictShift)) }
        set {
            let judged = newValue.map { UInt32($0.rawValue) } ?? EvidenceEvent.noVerdict
            put(judged << EvidenceEvent.verdictShift, EvidenceEvent.noVerdict << EvidenceEvent.verdictShift)
        }
    }
    /// The counts that this line put the account in first, on either side of the cutoff.
    public var decides: CountMask {
        get { CountMask(rawValue: bits & 0xF_FFFF) }
        set { put(newValue.rawValue & 0xF_FFFF, 0xF_FFFF) }
    }

    private mutating func put(_ value: UInt32, _ mask: UInt32) { bits = bits & ~mask | value }

    /// An event from its parts; `file` is below 2^24, `line` at least 1 and at most 2^40: of others, only some bits are kept.
    public init(
        kind: Kind, instant: Instant, file: Int, line: UInt64, text: TextID, hash: IdentifierHash? = nil,
        type: IdentifierType = .absent, isRemoval: Bool = false, verdict: Verdict? = nil, sourceSet: UInt32 = 0,
        country: TextID = absentText, decides: CountMask = []
    ) {
        storedHash = hash ?? IdentifierHash()
        self.instant = instant
        place =
            UInt64(truncatingIfNeeded: file) << EvidenceEvent.lineBits | (line &- 1) & (1 << EvidenceEvent.lineBits - 1)
        self.text = text
        self.sourceSet = sourceSet
        self.country = country
        let judged = verdict.map { UInt32($0.rawValue) } ?? EvidenceEvent.noVerdict
        bits =
            decides.rawValue & 0xF_FFFF | UInt32(kind.rawValue) << EvidenceEvent.kindShift
            | UInt32(type.rawValue) << EvidenceEvent.typeShift | judged << EvidenceEvent.verdictShift
        if isRemoval { bits |= EvidenceEvent.removalBit }
        if hash != nil { bits |= EvidenceEvent.hashBit }
    }
}
