import RetraceCore
import RetraceStatistics

/// What of a result may be printed: everything, or what is left when small cells are withheld.
struct Publication: Sendable {
    let result: ReplayResult
    let options: ReportOptions

    init(_ result: ReplayResult, _ options: ReportOptions) {
        self.result = result
        self.options = options
    }

    /// Whether persons are known.
    var havePersons: Bool { result.counts.persons != nil }

    /// A total over persons, where they are known, else over accounts.
    func people(_ side: Side, _ kind: CountKind) -> PublishedBounds {
        published((result.counts.persons ?? result.counts.accounts)[side][kind])
    }

    /// A total over accounts.
    func accounts(_ side: Side, _ kind: CountKind) -> PublishedBounds { published(result.counts.accounts[side][kind]) }

    /// Totals stand in no sum with each other, only in order; each hidden one may be anything that is small, see the tests.
    private func published(_ bounds: Bounds) -> PublishedBounds {
        PublishedBounds(lower: published(bounds.lower), upper: published(bounds.upper))
    }

    private func published(_ count: UInt64) -> PublishedCount { isSmall(count) ? .withheld : .exact(count) }

    /// Whether a count must not be printed.
    func isSmall(_ count: UInt64) -> Bool { options.isPublic && count > 0 && count < options.smallCell }

    /// Match events by verdict on one side; nil where a small one is among them, for together with the counts of accounts
    /// the others could tell it.
    func verdicts(_ side: Side) -> VerdictCounts? {
        let counts = result.verdicts[side]
        let total = result.counts.accounts[side].matched
        let isTold = Verdict.allCases.contains { isSmall(counts[$0]) } || isSmall(total.lower) || isSmall(total.upper)
        return isTold ? nil : counts
    }

    /// By identifier type and purpose.
    var sources: PublishedTable {
        table(
            result.breakdowns.source.map {
                .init(
                    name: "\($0.idType) · \($0.purpose)", counts: Sided(before: $0.before, since: $0.since))
            }, columns: CountColumn.uses, isPartition: false)
    }

    /// By product.
    var products: PublishedTable {
        table(
            result.breakdowns.product.map {
                .init(name: $0.product, counts: Sided(before: $0.before, since: $0.since))
            }, columns: CountColumn.uses, isPartition: false)
    }

    /// By the country where ads were served.
    var impressionCountries: PublishedTable {
        table(
            result.breakdowns.country.map {
                .init(name: $0.country, counts: Sided(before: $0.before, since: $0.since))
            }, columns: CountColumn.impressions, isPartition: false)
    }

    /// By residence; a country of several regions has a row of its own above them.
    var residences: PublishedTable {
        table(ResidenceTree(result.breakdowns.residence).sources, columns: CountColumn.notices, isPartition: true)
    }

    private func table(
        _ sources: [PublishedTable.Source], columns: [CountColumn], isPartition: Bool
    ) -> PublishedTable {
        guard options.isPublic else { return PublishedTable(sources, columns: columns) }
        return PublishedTable(
            sources, columns: columns, isPartition: isPartition, totals: result.counts.accounts,
            threshold: options.smallCell)
    }
}
