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

/// What the second pass over a partition needs to know of the first.
public struct ExposureTable: Sendable {
    /// Accounts that are in a count.
    public var accounts: [AffectedAccount] = []
    /// Their spans, by account, then by audience and time.
    public var spans: [ExposureSpan] = []
    /// The sources of each set that spans name by its position.
    public var sourceSets: [[SourceCell]] = []

    /// An empty table.
    public init() {}
}
