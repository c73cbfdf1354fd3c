/// An account's share in one cell of a breakdown: in which counts it falls there.
@frozen
public struct CellMark: Sendable {
    /// The cell; what it means depends on the breakdown.
    public var cell: UInt64
    /// The counts.
    public var mask: CountMask

    /// A mark from its parts.
    @inlinable
    public init(cell: UInt64, mask: CountMask) {
        self.cell = cell
        self.mask = mask
    }
}

/// What the replay of a partition adds to the numbers. Each mark stands for one account.
public struct PartitionFacts: Sendable {
    /// Accounts by what they are in.
    public var accounts: [CountMask] = []
    /// Persons by what they are in, those that own one account alone or are not named.
    public var persons: [CountMask] = []
    /// Match events by verdict: before the cutoff, then since it.
    public var verdicts = [[UInt64]](repeating: [UInt64](repeating: 0, count: Verdict.allCases.count), count: 2)
    /// Match events that were dropped as duplicates.
    public var matchDuplicates: UInt64 = 0
    /// Disclosures that were dropped as duplicates.
    public var disclosureDuplicates: UInt64 = 0
    /// Impressions that were dropped as duplicates.
    public var impressionDuplicates: UInt64 = 0
    /// Time stamps of the match events kept that could have been duplicates.
    public var matchInstants = InstantRange()
    /// Likewise of disclosures.
    public var disclosureInstants = InstantRange()
    /// Likewise of impressions.
    public var impressionInstants = InstantRange()
    /// Cells are ``SourceCell/rawValue``.
    public var sources: [CellMark] = []
    /// Cells are numbers of texts.
    public var products: [CellMark] = []
    /// Cells are numbers of texts.
    public var advertisers: [CellMark] = []
    /// Cells are numbers of texts: the country of the impression.
    public var countries: [CellMark] = []
    /// Cells are the number of the country's text, then that of the region's in the lower half.
    public var residences: [CellMark] = []
    /// Cells are days (``Instant/dayNumber`` as a bit pattern) of the first instant on each side of the cutoff.
    public var sideDays: [CellMark] = []
    /// Cells are days of the first instant of all; only the bits before the cutoff are used, whatever the cutoff.
    public var days: [CellMark] = []
    /// Cells are the numbers of lines of the count's own stream that put the account in it, repeated lines of one event once.
    public var lineCounts: [CellMark] = []
    /// Cells are the numbers of whole-read files that such lines stand in; accounts without any are left out.
    public var fileCounts: [CellMark] = []
    /// Cells are files: the one whole-read file of accounts that have one alone.
    public var onlyFiles: [CellMark] = []

    /// Nothing yet.
    public init() {}

    /// Forgets everything but the memory.
    public mutating func clear() {
        var cleared = PartitionFacts()
        swap(&cleared, &self)
        accounts = cleared.accounts.emptied()
        persons = cleared.persons.emptied()
        sources = cleared.sources.emptied()
        products = cleared.products.emptied()
        advertisers = cleared.advertisers.emptied()
        countries = cleared.countries.emptied()
        residences = cleared.residences.emptied()
        sideDays = cleared.sideDays.emptied()
        days = cleared.days.emptied()
        lineCounts = cleared.lineCounts.emptied()
        fileCounts = cleared.fileCounts.emptied()
        onlyFiles = cleared.onlyFiles.emptied()
    }
}

extension Array {
    /// The array without its elements, its memory kept.
    fileprivate consuming func emptied() -> [Element] {
        var array = self
        array.removeAll(keepingCapacity: true)
        return array
    }
}
