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
