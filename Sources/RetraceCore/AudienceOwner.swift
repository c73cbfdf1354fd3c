/// Whom an audience belongs to, as far as it is known.
public struct AudienceOwner: Hashable, Sendable {
    /// The audience.
    public var audience: TextID
    /// The product that it was made with, or ``absentText``.
    public var product: TextID
    /// The advertiser, or ``absentText``.
    public var advertiser: TextID

    /// An owner from its parts.
    public init(audience: TextID, product: TextID, advertiser: TextID) {
        self.audience = audience
        self.product = product
        self.advertiser = advertiser
    }
}
