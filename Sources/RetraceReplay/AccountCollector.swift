import RetraceCore

/// Puts together what a case keeps of one account after the first pass.
struct AccountCollector {
    private let key: AccountKey
    private let id: UnsafeRawBufferPointer
    private let mask: CountMask
    private let instants: [Instant]
    private var events: [EvidenceEvent] = []
    private var eventsOmitted = 0
    private var cells: [EvidenceCell] = []

    /// Whether more is kept of it than instants.
    var isUsed: Bool { AccountEvidence(mask: mask, account: 0..<0).isUsed }

    /// An account with its marks, before they are flushed. `id` is looked at in `append`.
    init(_ key: AccountKey, _ mask: CountMask, marks: borrowing AccountMarks, id: UnsafeRawBufferPointer) {
        self.key = key
        self.mask = mask
        self.id = id
        instants = zip(marks.first.values, marks.firstSince.values).map(min) + marks.last.values
    }

    /// Adds events in their order. Past the limit those that decide a count stay, and of the others the earliest.
    mutating func add(_ all: [EvidenceEvent]) {
        let limit = Limits.evidenceEventsPerAccount
        guard all.count > limit else {
            events = all
            return
        }
        var spare = limit - all.count { !$0.decides.isEmpty }
        events = all.filter { event in
            if !event.decides.isEmpty { return true }
            spare -= 1
            return spare >= 0
        }
        eventsOmitted = all.count - events.count
    }

    /// Adds the cells that the account's marks have been flushed to.
    mutating func addCells(of facts: PartitionFacts, after positions: CellPositions) {
        if isUsed { cells = positions.cells(of: facts) }
    }

    func append(to evidence: inout IdentityEvidence) {
        let texts = evidence.batch.texts.count
        evidence.batch.texts.append(contentsOf: id)
        evidence.keys.append(key)
        evidence.batch.accounts.append(
            AccountEvidence(
                mask: mask, account: texts..<texts + id.count,
                events: evidence.batch.events.count..<evidence.batch.events.count + events.count,
                eventsOmitted: eventsOmitted,
                cells: evidence.batch.cells.count..<evidence.batch.cells.count + cells.count))
        evidence.batch.instants += instants
        evidence.batch.events += events
        evidence.batch.cells += cells
    }
}
