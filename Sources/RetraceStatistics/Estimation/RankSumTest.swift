import Foundation

/// Wilcoxon's rank-sum test (1945), with midranks for ties: are the lost files larger than the others, or smaller?
///
/// For few lost files the distribution of the sum is counted out; else it is normal with the variance corrected for ties and
/// a correction for continuity, which is on the safe side in the tails.
struct RankSumTest {
    /// P(lost files as large or larger) when chance alone chose them.
    let larger: Double
    /// P(lost files as small or smaller) when chance alone chose them.
    let smaller: Double

    /// Steps up to which the distribution is counted out.
    private static let countedSteps = 2_000_000

    /// The test of lost against read files; nil when either kind is absent. Sorts the volumes.
    init?(volumes: [Double], isLost: [Bool]) {
        let lost = isLost.count { $0 }
        guard lost > 0, lost < volumes.count else { return nil }
        let ranks = Self.doubledRanks(volumes)
        let sum = zip(ranks, isLost).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        let steps = 2 * lost * lost * volumes.count * volumes.count
        (larger, smaller) =
            steps <= Self.countedSteps
            ? Self.counted(ranks, lost: lost, sum: sum) : Self.normal(ranks, lost: lost, sum: sum)
    }

    /// Twice the midrank of each volume: whole numbers.
    private static func doubledRanks(_ volumes: [Double]) -> [Int] {
        let order = volumes.indices.sorted { volumes[$0] < volumes[$1] }
        var ranks = [Int](repeating: 0, count: volumes.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, volumes[order[end + 1]] == volumes[order[start]] { end += 1 }
            for position in start...end { ranks[order[position]] = start + end + 2 }
            start = end + 1
        }
        return ranks
    }

    private static func normal(_ ranks: [Int], lost: Int, sum: Int) -> (larger: Double, smaller: Double) {
        let count = Double(ranks.count)
        let average = count + 1
        let squares = ranks.reduce(0.0) { $0 + (Double($1) - average) * (Double($1) - average) }
        let variance = Double(lost) * (count - Double(lost)) / (count * (count - 1)) * squares
        guard variance > 0 else { return (1, 1) }
        let excess = Double(sum) - Double(lost) * average
        // Half a rank, that is 1 on the doubled scale.
        func tail(_ distance: Double) -> Double {
            NormalDistribution.cumulative((1 - distance) / variance.squareRoot())
        }
        return (tail(excess), tail(-excess))
    }

    /// Both tails over all choices of `lost` files.
    private static func counted(_ ranks: [Int], lost: Int, sum: Int) -> (larger: Double, smaller: Double) {
        let greatest = 2 * ranks.count * lost
        var ways = [[Double]](repeating: [Double](repeating: 0, count: greatest + 1), count: lost + 1)
        ways[0][0] = 1
        for rank in ranks {
            for chosen in stride(from: lost, to: 0, by: -1) {
                for total in stride(from: greatest, through: rank, by: -1) {
                    ways[chosen][total] += ways[chosen - 1][total - rank]
                }
            }
        }
        let all = ways[lost].reduce(0, +)
        return (ways[lost][sum...].reduce(0, +) / all, ways[lost][...sum].reduce(0, +) / all)
    }
}
