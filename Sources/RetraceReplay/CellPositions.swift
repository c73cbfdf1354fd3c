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

    /// Appends the cells that were marked since.
    func appendCells(of facts: PartitionFacts, to cells: inout [EvidenceCell]) {
        func append(_ dimension: EvidenceCell.Dimension, _ marks: [CellMark], from start: Int) {
            for position in start..<marks.count {
                cells.append(
                    EvidenceCell(dimension: dimension, cell: marks[position].cell, mask: marks[position].mask))
            }
        }
        append(.source, facts.sources, from: sources)
        append(.product, facts.products, from: products)
        append(.advertiser, facts.advertisers, from: advertisers)
        append(.country, facts.countries, from: countries)
    }
}
