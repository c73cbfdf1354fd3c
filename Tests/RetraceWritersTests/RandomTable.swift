@testable import RetraceWriters

/// Small tables of lower and upper values of two counts, one of which nests in the other.
enum RandomTable {
    /// Rows that add up, some of them parts of others, or rows that cover their totals.
    static func make(seed: UInt64) -> CountTable {
        var generator = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let isPartition = generator.below(3) > 0
        var rows: [CountTable.Row] = []
        for _ in 0..<(2 + generator.below(3)) {
            let parts = isPartition && generator.below(4) == 0 ? 2 : 1
            let leaves = (0..<parts).map { _ in leaf(&generator) }
            let parent = rows.count
            if parts == 2 { rows.append(.init(parent: nil, values: zip(leaves[0], leaves[1]).map(+))) }
            rows += leaves.map { .init(parent: parts == 2 ? parent : nil, values: $0) }
        }
        let tops = rows.filter { $0.parent == nil }.map(\.values)
        let totals = (0..<4).map { column in
            let (sum, most) = (tops.reduce(0) { $0 + $1[column] }, tops.map { $0[column] }.max() ?? 0)
            return isPartition ? sum : most + (sum - most) / 2
        }
        let orders = [(0, 1), (2, 3), (2, 0), (3, 1)].map { (less: $0.0, more: $0.1) }
        return CountTable(totals: totals, rows: rows, orders: orders, isPartition: isPartition)
    }

    /// Matched lower and upper, reached lower and upper.
    private static func leaf(_ generator: inout Generator) -> [UInt64] {
        let scale = generator.below(2) == 0 ? 5 : 16
        let reached = UInt64(generator.below(scale))
        let matched = reached + UInt64(generator.below(scale))
        let open = UInt64(generator.below(3) == 0 ? generator.below(scale) : 0)
        return [matched, matched + open, reached, min(reached + open, matched + open)]
    }

    /// SplitMix64.
    private struct Generator {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value ^ (value >> 31)) % UInt64(bound))
        }
    }
}
