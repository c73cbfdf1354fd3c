/// An account that is in a count, as a case keeps it. Texts and lists lie in the ``EvidenceBatch``.
public struct AccountEvidence: Sendable {
    /// The counts that it is in.
    public var mask: CountMask
    /// The account's id in ``EvidenceBatch/texts``: UTF-8.
    public var account: Range<Int>
    /// The person's id likewise; empty when no `accounts` line names one.
    public var person: Range<Int>
    /// Country of residence, or ``absentText``.
    public var country: TextID
    /// Region of residence, or ``absentText``.
    public var region: TextID
    /// Its lines in ``EvidenceBatch/events``, in order of time.
    public var events: Range<Int>
    /// Lines that were left out because there were too many: see ``Limits/evidenceEventsPerAccount``.
    public var eventsOmitted: Int
    /// Its cells in ``EvidenceBatch/cells``.
    public var cells: Range<Int>
    /// When only restricted identifiers kept it in an audience: in ``EvidenceBatch/spans``.
    public var spans: Range<Int>

    /// Whether one of its identifiers was used at all: in a count other than `at_risk`. Of all others a case keeps the bare
    /// instants; they have no events, cells or spans.
    public var isUsed: Bool { !mask.subtracting(.atRiskOnly).isEmpty }

    /// An account from its parts.
    public init(
        mask: CountMask, account: Range<Int>, person: Range<Int> = 0..<0, country: TextID = absentText,
        region: TextID = absentText, events: Range<Int> = 0..<0, eventsOmitted: Int = 0, cells: Range<Int> = 0..<0,
        spans: Range<Int> = 0..<0
    ) {
        self.mask = mask
        self.account = account
        self.person = person
        self.country = country
        self.region = region
        self.events = events
        self.eventsOmitted = eventsOmitted
        self.cells = cells
        self.spans = spans
    }
}
