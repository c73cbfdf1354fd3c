import RetraceCore

/// The numbers of any part of a run. Merging is associative and commutative, so that parts may be added in any order.
public struct Tally: Sendable {
    /// Accounts by bit of ``RetraceCore/CountMask``.
    var accounts = CellTable()
    /// Persons likewise.
    var persons = CellTable()
    var verdicts = [[UInt64]](repeating: [UInt64](repeating: 0, count: Verdict.allCases.count), count: 2)
    var sources = CellTable()
    var products = CellTable()
    var advertisers = CellTable()
    var countries = CellTable()
    var residences = CellTable()
    var sideDays = CellTable()
    var days = CellTable()
    /// Accounts by the number of lines that put them in a count.
    var lineCounts = CellTable()
    /// Accounts by the number of whole-read files of such lines.
    var fileCounts = CellTable()
    /// Accounts with one such file, by file.
    var onlyFiles = CellTable()
    /// Persons by the number of their accounts that are in a count, where it is above one.
    var personAccounts = CellTable()
    /// Match events that were dropped as duplicates.
    public private(set) var matchDuplicates: UInt64 = 0
    /// Disclosures that were dropped as duplicates.
    public private(set) var disclosureDuplicates: UInt64 = 0
    /// Impressions that were dropped as duplicates.
    public private(set) var impressionDuplicates: UInt64 = 0
    /// Time stamps of match events that could have been duplicates and are not.
    public private(set) var matchInstants = InstantRange()
    /// Likewise of disclosures.
    public private(set) var disclosureInstants = InstantRange()
    /// Likewise of impressions.
    public private(set) var impressionInstants = InstantRange()

    /// All zero.
    public init() {}

    /// Adds what the replay of a partition found. Linear in the number of marks.
    public mutating func add(_ facts: PartitionFacts) {
        accounts.add(facts.accounts.map { CellMark(cell: 0, mask: $0) })
        addPersons(facts.persons)
        for side in 0..<2 {
            for verdict in verdicts[side].indices { verdicts[side][verdict] += facts.verdicts[side][verdict] }
        }
        sources.add(facts.sources)
        products.add(facts.products)
        advertisers.add(facts.advertisers)
        countries.add(facts.countries)
        residences.add(facts.residences)
        sideDays.add(facts.sideDays)
        days.add(facts.days)
        lineCounts.add(facts.lineCounts)
        fileCounts.add(facts.fileCounts)
        onlyFiles.add(facts.onlyFiles)
        matchDuplicates += facts.matchDuplicates
        disclosureDuplicates += facts.disclosureDuplicates
        impressionDuplicates += facts.impressionDuplicates
        matchInstants.merge(facts.matchInstants)
        disclosureInstants.merge(facts.disclosureInstants)
        impressionInstants.merge(facts.impressionInstants)
    }

    /// Adds persons by the counts that they are in; `accounts` are marks of those who have several accounts in a count, with
    /// their number as the cell.
    public mutating func addPersons(_ masks: [CountMask], accounts: [CellMark] = []) {
        persons.add(masks.map { CellMark(cell: 0, mask: $0) })
        personAccounts.add(accounts)
    }

    /// Takes in the time stamps of impressions that can be no duplicates.
    public mutating func addImpressionInstants(_ instants: InstantRange) {
        impressionInstants.merge(instants)
    }

    /// Adds all of another tally.
    public mutating func merge(_ other: Tally) {
        accounts.merge(other.accounts)
        persons.merge(other.persons)
        for side in 0..<2 {
            for verdict in verdicts[side].indices { verdicts[side][verdict] += other.verdicts[side][verdict] }
        }
        sources.merge(other.sources)
        products.merge(other.products)
        advertisers.merge(other.advertisers)
        countries.merge(other.countries)
        residences.merge(other.residences)
        sideDays.merge(other.sideDays)
        days.merge(other.days)
        lineCounts.merge(other.lineCounts)
        fileCounts.merge(other.fileCounts)
        onlyFiles.merge(other.onlyFiles)
        personAccounts.merge(other.personAccounts)
        matchDuplicates += other.matchDuplicates
        disclosureDuplicates += other.disclosureDuplicates
        impressionDuplicates += other.impressionDuplicates
        matchInstants.merge(other.matchInstants)
        disclosureInstants.merge(other.disclosureInstants)
        impressionInstants.merge(other.impressionInstants)
    }

    /// Reads what stands after the tables.
    mutating func readRest(_ decoder: inout MessageDecoder) throws {
        for side in verdicts.indices {
            for verdict in verdicts[side].indices { verdicts[side][verdict] = try decoder.number() }
        }
        matchDuplicates = try decoder.number()
        disclosureDuplicates = try decoder.number()
        impressionDuplicates = try decoder.number()
        matchInstants = try decoder.range()
        disclosureInstants = try decoder.range()
        impressionInstants = try decoder.range()
    }
}
