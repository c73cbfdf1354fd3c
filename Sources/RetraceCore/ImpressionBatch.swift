/// Impressions of one partition's accounts, grouped by account, in no order of time.
public struct ImpressionBatch: Sendable {
    /// One entry per account that has impressions.
    public var groups: [ImpressionGroup] = []
    /// Impressions by account.
    public var impressions: [ImpressionEvent] = []
    /// The audiences of all impressions, one run each.
    public var audiences: [TextID] = []
    /// The line items' texts.
    public var texts: [UInt8] = []

    /// An empty batch.
    public init() {}
}
