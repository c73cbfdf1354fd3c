/// What the first pass keeps of affected accounts for a case: the second one completes it.
public struct IdentityEvidence: Sendable {
    /// The accounts, in the order of the batch's.
    public var keys: [AccountKey] = []
    /// Their lines, cells and instants; owners, spans and what concerns impressions are still missing, and nothing is
    /// sorted by account.
    public var batch: EvidenceBatch

    /// Nothing yet of a partition.
    public init(partition: Int) { batch = EvidenceBatch(partition: partition) }
}
