/// A text of the logs (a purpose, an audience, a country, …) by the number that a run gave it.
///
/// Numbers are given in the order of arrival, which depends on threads: no output may depend on them.
public typealias TextID = UInt32

/// Stands for an absent text.
public let absentText: TextID = .max

/// The number of the text `unknown`, which shares the cells of what is absent.
public let unknownText: TextID = 0

/// The kind of an identifier.
@frozen
public enum IdentifierType: UInt8, Sendable {
    /// The line does not say. Sorts before the others, as an absent field does.
    case absent = 0
    /// An e-mail address.
    case email = 1
    /// A phone number.
    case phone = 2

    /// The key in results; `unknown` for ``absent``.
    public var name: String {
        switch self {
        case .absent: "unknown"
        case .email: "email"
        case .phone: "phone"
        }
    }
}

/// A line of the `identifiers` stream: the account gained or lost an identifier for a purpose.
@frozen
public struct IdentifierEvent: Sendable {
    /// The identifier.
    public var identifier: IdentifierKey
    /// When.
    public var instant: Instant
    /// For what; ``absentText`` in a removal for every purpose.
    public var purpose: TextID
    /// As what.
    public var type: IdentifierType
    /// Lost rather than gained.
    public var isRemoval: Bool

    /// An event from its parts.
    @inlinable
    public init(
        identifier: IdentifierKey, instant: Instant, purpose: TextID, type: IdentifierType, isRemoval: Bool
    ) {
        self.identifier = identifier
        self.instant = instant
        self.purpose = purpose
        self.type = type
        self.isRemoval = isRemoval
    }
}

/// A line of the `matches` or the `disclosures` stream: an identifier of the account was used.
@frozen
public struct UseEvent: Sendable {
    /// The identifier; zero when ``hasHash`` is false.
    public var identifier: IdentifierKey
    /// Its hash, to tell which line of an event is kept; zero when ``hasHash`` or ``hasEventID`` is false.
    public var hash: IdentifierHash
    /// XXH3 (64 bits) of the event's id, which tells the events of one account apart: two of n share one with a probability
    /// of n² / 2⁶⁵. Meaningless when ``hasEventID`` is false.
    public var eventID: UInt64
    /// When.
    public var instant: Instant
    /// The audience that the account was matched to, or the recipient of the disclosure.
    public var target: TextID
    /// The kind of identifier, if the line says it.
    public var type: IdentifierType
    /// The account was taken out of the audience; never of a disclosure.
    public var isRemoval: Bool
    /// Whether the line names the identifier.
    public var hasHash: Bool
    /// Whether the line names the event; lines that don't are all distinct events.
    public var hasEventID: Bool

    /// An event from its parts.
    @inlinable
    public init(
        identifier: IdentifierKey, hash: IdentifierHash, eventID: UInt64, instant: Instant, target: TextID,
        type: IdentifierType, isRemoval: Bool, hasHash: Bool, hasEventID: Bool
    ) {
        self.identifier = identifier
        self.hash = hash
        self.eventID = eventID
        self.instant = instant
        self.target = target
        self.type = type
        self.isRemoval = isRemoval
        self.hasHash = hasHash
        self.hasEventID = hasEventID
    }
}

/// A line of the `uploads` stream: an entry of an audience's list was added or removed.
@frozen
public struct UploadEvent: Sendable {
    /// The identifier on the list.
    public var identifier: IdentifierKey
    /// When.
    public var instant: Instant
    /// The audience whose list it is.
    public var audience: TextID
    /// Taken off the list rather than put on it.
    public var isRemoval: Bool

    /// An event from its parts.
    @inlinable
    public init(identifier: IdentifierKey, instant: Instant, audience: TextID, isRemoval: Bool) {
        self.identifier = identifier
        self.instant = instant
        self.audience = audience
        self.isRemoval = isRemoval
    }
}

/// A line of the `audiences` stream: an audience was created or deleted.
public struct AudienceEvent: Sendable {
    /// The audience.
    public var audience: TextID
    /// When.
    public var instant: Instant
    /// Deleted rather than created.
    public var isDeletion: Bool
    /// The product that the audience belongs to, or ``absentText``.
    public var product: TextID
    /// The advertiser that owns it, or ``absentText``.
    public var advertiser: TextID

    /// An event from its parts.
    public init(audience: TextID, instant: Instant, isDeletion: Bool, product: TextID, advertiser: TextID) {
        self.audience = audience
        self.instant = instant
        self.isDeletion = isDeletion
        self.product = product
        self.advertiser = advertiser
    }
}

/// A line of the `impressions` stream: an ad was served. Its audiences lie in a list beside the events.
@frozen
public struct ImpressionEvent: Sendable {
    /// As in ``UseEvent/eventID``.
    public var eventID: UInt64
    /// When.
    public var instant: Instant
    /// Where the ad was served, or ``absentText``.
    public var country: TextID
    /// Position of the first audience in the list of ``ImpressionBatch``.
    public var audienceStart: UInt32
    /// How many audiences the ad was served for.
    public var audienceCount: UInt32
    /// Position of the line item's text in ``ImpressionBatch/texts``.
    public var lineItemStart: UInt32
    /// Its length in bytes; 0 when absent.
    public var lineItemLength: UInt32
    /// Whether the line names the event; lines that don't are all distinct events.
    public var hasEventID: Bool

    /// An event from its parts.
    @inlinable
    public init(
        eventID: UInt64, instant: Instant, country: TextID, audienceStart: UInt32, audienceCount: UInt32,
        lineItemStart: UInt32, lineItemLength: UInt32, hasEventID: Bool
    ) {
        self.eventID = eventID
        self.instant = instant
        self.country = country
        self.audienceStart = audienceStart
        self.audienceCount = audienceCount
        self.lineItemStart = lineItemStart
        self.lineItemLength = lineItemLength
        self.hasEventID = hasEventID
    }
}
