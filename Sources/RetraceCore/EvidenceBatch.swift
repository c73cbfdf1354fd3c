/// The affected accounts of one partition, with the log lines that put them in the counts.
public struct EvidenceBatch: Sendable {
    /// The partition's number; every partition of a run has one batch, which may be empty.
    public var partition: Int
    /// The accounts, in order of their ids as bytes.
    public var accounts: [AccountEvidence] = []
    /// For each account ``instantsPerAccount`` instants: of each count and reading (``instantPosition(_:_:)``) the first at
    /// which it was in the count, then likewise the last. ``Instant/distantFuture`` as a first: never; as a last: it still is.
    /// ``Instant/distantPast`` as a last: never.
    ///
    /// Both are independent of the cutoff: an account is in a count before any cutoff that lies after the first, and since
    /// any cutoff that doesn't lie after the last. (So the last of `solely_matched` is that of the last new match.)
    public var instants: [Instant] = []
    /// Log lines by account, in order of time.
    public var events: [EvidenceEvent] = []
    /// Cells of breakdowns by account.
    public var cells: [EvidenceCell] = []
    /// Spans of time by account.
    public var spans: [ExposureSpan] = []
    /// Sets of sources that events and spans name by position; 0 is the empty set.
    public var sourceSets: [[SourceCell]] = [[]]
    /// The audiences that events and spans name, each once, in no order.
    public var owners: [AudienceOwner] = []
    /// Ids of accounts and persons, in UTF-8.
    public var texts: [UInt8] = []

    /// Instants that an account has in ``instants``.
    public static let instantsPerAccount = 20

    /// The position of a count's first instant among an account's; that of its last is 10 further on.
    public static func instantPosition(_ count: CountKind, _ reading: Reading) -> Int {
        count.rawValue * 2 + reading.rawValue
    }

    /// An empty batch.
    public init(partition: Int) { self.partition = partition }
}
