import RetraceCore

/// What one thread counts of a recount: the accounts of a part of the file, then some of the persons of all parts.
final class RecountScan: @unchecked Sendable {
    // Unchecked: one thread has it at a time, but for `owners`, which many read when nobody changes it any more.
    private let reader: CaseReader
    private let cutoff: Instant
    private let hasPersons: Bool
    private let accounts: ClosedRange<Int64>?
    private var owners = PersonMasks()

    /// Why ``run()`` came to no end.
    private(set) var failure: (any Error)?
    /// The accounts of the part.
    private(set) var accountSums = MaskSums()
    /// Accounts of the part without a person, and the persons that were added.
    private(set) var personSums = MaskSums()

    /// A scan of the accounts with these numbers, of none for nil. Nobody else may use `reader` meanwhile.
    init(reader: CaseReader, cutoff: Instant, hasPersons: Bool, accounts: ClosedRange<Int64>?) {
        self.reader = reader
        self.cutoff = cutoff
        self.hasPersons = hasPersons
        self.accounts = accounts
    }

    /// Reads the accounts.
    func run() {
        do { try scan() } catch { failure = error }
    }

    private func scan() throws {
        guard let accounts else { return }
        try reader.read { database in
            let row = try CaseStatement(
                database, "SELECT \(RecountScan.maskExpression), person FROM account WHERE id BETWEEN ?2 AND ?3")
            row.bind(1, cutoff.milliseconds)
            row.bind(2, accounts.lowerBound)
            row.bind(3, accounts.upperBound)
            while try row.next() {
                let mask = UInt32(truncatingIfNeeded: row.integer(0) ?? 0)
                accountSums.add(mask)
                guard hasPersons else { continue }
                let person = row.bytes(1)
                if person.isEmpty { personSums.add(mask) } else { owners.add(mask, to: person) }
            }
        }
    }

    /// The persons of a part, as they were met.
    func owners(_ part: Int) -> PersonMasks.Part { owners.parts[part] }

    /// Counts each person of a part once, whichever scans met it.
    func addPersons(_ parts: [PersonMasks.Part]) { PersonMasks.forEachPerson(of: parts) { personSums.add($0) } }

    /// The counts that an account's instants put it in, as ``RetraceCore/CountMask`` has them: its bits are in the order of
    /// columns. Worked out by SQLite, which takes less time than to hand over twenty columns.
    private static let maskExpression = CaseSchema.instantColumns.enumerated().map { bit, column in
        "iif(\(column) \(bit < CaseSchema.instantColumns.count / 2 ? "<" : ">=") ?1, \(1 << bit), 0)"
    }.joined(separator: " + ")
}
