/// One partition's events of identifiers and their use, grouped by account, in no order of time.
public struct IdentityBatch: Sendable {
    /// One entry per account.
    public var groups: [IdentityGroup] = []
    /// Identifier events by account. As in the other lists, what no group has is left over from an earlier batch.
    public var identifiers: [IdentifierEvent] = []
    /// Match events by account.
    public var matches: [UseEvent] = []
    /// Disclosures by account.
    public var disclosures: [UseEvent] = []
    /// List entries that may concern accounts of the partition, in no order.
    public var uploads: [UploadEvent] = []

    /// An empty batch.
    public init() {}
}
