import RetraceCore

/// All that a case keeps of one account.
public struct CaseAccount: Sendable {
    /// A log line.
    public struct Event: Sendable {
        /// What the line is.
        public var kind: EvidenceEvent.Kind
        /// Its time stamp.
        public var instant: Instant
        /// Its file below the log root.
        public var file: String
        /// The line's number, from 1.
        public var line: UInt64
        /// Purpose, audience or recipient; nil where the line names none.
        public var text: String?
        /// The identifier in lower-case hex; nil where there is none.
        public var hash: String?
        /// The kind of identifier.
        public var type: IdentifierType
        /// A removal rather than an addition.
        public var isRemoval: Bool
        /// Of matches that add and of disclosures.
        public var verdict: Verdict?
        /// What the identifier had been given for at that moment; nil for an unknown purpose.
        public var sources: [(type: IdentifierType, purpose: String?)]
        /// The audience's product, where known.
        public var product: String?
        /// The audience's advertiser, where known.
        public var advertiser: String?
        /// Where the ad was shown, where known.
        public var country: String?
        /// The counts that this line put the account in first.
        public var decides: CountMask
    }

    /// The account's id.
    public var account: String
    /// The person's.
    public var person: String?
    /// Country of residence.
    public var country: String?
    /// Region of residence.
    public var region: String?
    /// Lines that the case left out because there were too many.
    public var eventsOmitted: Int
    /// First instants, then last ones: see ``RetraceCore/EvidenceBatch/instants``. Nil for never.
    public var instants: [Instant?]
    /// Its lines, in order of time.
    public var events: [Event]

    /// When the account first was in a count; nil for never.
    public func first(_ count: CountKind, _ reading: Reading) -> Instant? {
        instants[EvidenceBatch.instantPosition(count, reading)]
    }

    /// When it last was; nil for never, ``RetraceCore/Instant/distantFuture`` when it still is.
    public func last(_ count: CountKind, _ reading: Reading) -> Instant? {
        instants[EvidenceBatch.instantPosition(count, reading) + EvidenceBatch.instantsPerAccount / 2]
    }

    /// Whether it is in a count.
    public func isIn(_ count: CountKind, _ side: Side, _ reading: Reading, cutoff: Instant) -> Bool {
        switch side {
        case .before: first(count, reading).map { $0 < cutoff } ?? false
        case .since: last(count, reading).map { $0 >= cutoff } ?? false
        }
    }
}
