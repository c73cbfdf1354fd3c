import RetraceCore

/// How far the marks of the breakdowns have come, to tell those of one account from those before it.
struct CellPositions {
    var sources: Int
    var products: Int
    var advertisers: Int
    var countries: Int

    init(_ facts: PartitionFacts) {
        sources = facts.sources.count
        products = facts.products.count
        advertisers = facts.advertisers.count
        countries = facts.countries.count
    }

    /// The cells that were marked since.
    func cells(of facts: PartitionFacts) -> [EvidenceCell] {
        func cells(_ dimension: EvidenceCell.Dimension, _ marks: ArraySlice<CellMark>) -> [EvidenceCell] {
            marks.map { EvidenceCell(dimension: dimension, cell: $0.cell, mask: $0.mask) }
        }
        return cells(.source, facts.sources[sources...]) + cells(.product, facts.products[products...])
            + cells(.advertiser, facts.advertisers[advertisers...]) + cells(.country, facts.countries[countries...])
    }
}
