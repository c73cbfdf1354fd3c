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
