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
