/// A line of the `impressions` stream: an ad was served. Its audiences lie in a list beside the events.
@frozen
public struct ImpressionEvent: Sendable {
    /// As in ``UseEvent/eventID``.
    public var eventID: UInt64
    /// Where it stands.
    public var location: EventLocation
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
        eventID: UInt64, location: EventLocation, instant: Instant, country: TextID, audienceStart: UInt32,
        audienceCount: UInt32,
        lineItemStart: UInt32, lineItemLength: UInt32, hasEventID: Bool
    ) {
        self.eventID = eventID
        self.location = location
        self.instant = instant
        self.country = country
        self.audienceStart = audienceStart
        self.audienceCount = audienceCount
        self.lineItemStart = lineItemStart
        self.lineItemLength = lineItemLength
        self.hasEventID = hasEventID
    }
}
