/// Where the events of one account lie in an ``ImpressionBatch``.
public struct ImpressionGroup: Sendable {
    /// The account's position in the list that the batch was decoded for.
    public var account: Int
    /// Its impressions.
    public var impressions: Range<Int>

    /// A group from its parts.
    public init(account: Int, impressions: Range<Int>) {
        self.account = account
        self.impressions = impressions
    }
}

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
