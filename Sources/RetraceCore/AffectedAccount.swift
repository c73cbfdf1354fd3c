/// An account that is in a count.
@frozen
public struct AffectedAccount: Sendable {
    /// The account.
    public var key: AccountKey
    /// The counts that it is in, ``CountKind/reached`` aside.
    public var mask: CountMask
    /// How many spans of the partition's list are its own; they follow those of the account before it.
    public var spanCount: UInt32

    /// An account from its parts.
    @inlinable
    public init(key: AccountKey, mask: CountMask, spanCount: UInt32) {
        self.key = key
        self.mask = mask
        self.spanCount = spanCount
    }
}
