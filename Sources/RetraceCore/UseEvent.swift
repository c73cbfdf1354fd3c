/// A line of the `matches` or the `disclosures` stream: an identifier of the account was used.
@frozen
public struct UseEvent: Sendable {
    /// The identifier; zero when ``hasHash`` is false.
    public var identifier: IdentifierKey
    /// Where it stands, and its hash; only to be looked into when ``isWhole`` is true.
    public var detail: EventDetail
    /// XXH3 (64 bits) of the event's id, which tells the events of one account apart: two of n share one with a probability
    /// of n² / 2⁶⁵. Meaningless when ``hasEventID`` is false.
    public var eventID: UInt64
    /// When.
    public var instant: Instant
    /// The audience that the account was matched to, or the recipient of the disclosure.
    public var target: TextID
    /// The number of its file within the run.
    public var file: UInt32
    /// The first four bytes of the hash, the first one highest. Only when ``isWhole`` is false, and ``hasHash`` and
    /// ``hasEventID`` are true.
    public var hashStart: UInt32
    /// The kind of identifier, if the line says it.
    public var type: IdentifierType
    /// The account was taken out of the audience; never of a disclosure.
    public var isRemoval: Bool
    /// Whether the line names the identifier.
    public var hasHash: Bool
    /// Whether the line names the event; lines that don't are all distinct events.
    public var hasEventID: Bool
    /// Whether ``detail`` is there.
    public var isWhole: Bool

    /// An event from its parts.
    @inlinable
    public init(
        identifier: IdentifierKey, detail: EventDetail, eventID: UInt64, instant: Instant, target: TextID,
        file: UInt32, hashStart: UInt32, type: IdentifierType, isRemoval: Bool, hasHash: Bool, hasEventID: Bool,
        isWhole: Bool
    ) {
        self.identifier = identifier
        self.detail = detail
        self.eventID = eventID
        self.instant = instant
        self.target = target
        self.file = file
        self.hashStart = hashStart
        self.type = type
        self.isRemoval = isRemoval
        self.hasHash = hasHash
        self.hasEventID = hasEventID
        self.isWhole = isWhole
    }
}
