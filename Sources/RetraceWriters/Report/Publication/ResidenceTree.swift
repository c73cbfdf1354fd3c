import RetraceCore
import RetraceStatistics

/// Residences with a sum for each country that has several regions.
struct ResidenceTree {
    /// Countries in the order of the result, each sum before its parts.
    private(set) var sources: [PublishedTable.Source] = []

    init(_ rows: [ResidenceRow]) {
        var start = 0
        while start < rows.count {
            var end = start
            while end < rows.count, rows[end].country == rows[start].country { end += 1 }
            append(rows[start..<end])
            start = end
        }
    }

    private mutating func append(_ regions: ArraySlice<ResidenceRow>) {
        guard let first = regions.first else { return }
        guard regions.count > 1 else {
            let name = first.region == "unknown" ? first.country : "\(first.country) · \(first.region)"
            sources.append(.init(name: name, counts: Sided(before: first.before, since: first.since)))
            return
        }
        let parent = sources.count
        let counts = Sided(
            before: ResidenceTree.sum(regions.map(\.before)), since: ResidenceTree.sum(regions.map(\.since)))
        sources.append(.init(name: first.country, counts: counts))
        for region in regions {
            let name = region.region == "unknown" ? "region not known" : region.region
            sources.append(
                .init(name: name, parent: parent, counts: Sided(before: region.before, since: region.since)))
        }
    }

    /// An account has one residence, so its counts add up.
    private static func sum(_ sets: [CountSet]) -> CountSet {
        var sum = CountSet()
        for kind in CountKind.allCases {
            sum[kind].lower = sets.reduce(0) { $0 + $1[kind].lower }
            sum[kind].upper = sets.reduce(0) { $0 + $1[kind].upper }
        }
        return sum
    }
}
