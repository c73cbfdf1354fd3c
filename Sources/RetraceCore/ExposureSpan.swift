/// A span of time in which only restricted identifiers kept an account in an audience (upper reading).
@frozen
public struct ExposureSpan: Sendable {
    /// The audience.
    public var audience: TextID
    /// The set of sources in the lower reading; 0 where it does not hold in that reading.
    public var lowerSet: UInt32
    /// The set of sources in the upper reading.
    public var upperSet: UInt32
    /// Its first instant.
    public var start: Instant
    /// The first instant after it; ``Instant/distantFuture`` when it never ends.
    public var end: Instant

    /// A span from its parts.
    @inlinable
    public init(audience: TextID, lowerSet: UInt32, upperSet: UInt32, start: Instant, end: Instant) {
        self.audience = audience
        self.lowerSet = lowerSet
        self.upperSet = upperSet
        self.start = start
        self.end = end
    }
}
