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

    /// What the line is.
    public var kind: Kind
    /// Its time stamp.
    public var instant: Instant
    /// The file, by its number within the run.
    public var file: Int
    /// The line's number within the file, from 1.
    public var line: UInt64
    /// Purpose, audience or recipient.
    public var text: TextID
    /// The identifier; nil where none is named, and of impressions. Of a match without a hash, the candidate that it stands for.
    public var hash: IdentifierHash?
    /// The kind of identifier that the line says; of an impression `absent`.
    public var type: IdentifierType
    /// A removal rather than an addition.
    public var isRemoval: Bool
    /// Of matches that add and of disclosures.
    public var verdict: Verdict?
    /// Of matches and disclosures: the sources, a position in ``EvidenceBatch/sourceSets``; 0 (the empty set) of all else.
    public var sourceSet: UInt32
    /// Where the ad was served, of impressions; else ``absentText``.
    public var country: TextID
    /// The counts that this line put the account in first, on either side of the cutoff.
    public var decides: CountMask

    /// An event from its parts.
    public init(
        kind: Kind, instant: Instant, file: Int, line: UInt64, text: TextID, hash: IdentifierHash? = nil,
        type: IdentifierType = .absent, isRemoval: Bool = false, verdict: Verdict? = nil, sourceSet: UInt32 = 0,
        country: TextID = absentText, decides: CountMask = []
    ) {
        self.kind = kind
        self.instant = instant
        self.file = file
        self.line = line
        self.text = text
        self.hash = hash
        self.type = type
        self.isRemoval = isRemoval
        self.verdict = verdict
        self.sourceSet = sourceSet
        self.country = country
        self.decides = decides
    }
}
