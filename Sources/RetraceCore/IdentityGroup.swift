/// Where the events of one account lie in the lists of an ``IdentityBatch``.
@frozen
public struct IdentityGroup: Sendable {
    /// The account.
    public var key: AccountKey
    /// Its identifier events.
    public var identifiers: Range<Int>
    /// Its match events.
    public var matches: Range<Int>
    /// Its disclosures.
    public var disclosures: Range<Int>

    /// A group from its parts.
    @inlinable
    public init(key: AccountKey, identifiers: Range<Int>, matches: Range<Int>, disclosures: Range<Int>) {
        self.key = key
        self.identifiers = identifiers
        self.matches = matches
        self.disclosures = disclosures
    }
}
