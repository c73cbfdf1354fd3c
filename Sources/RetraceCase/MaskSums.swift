import RetraceCore
import RetraceStatistics

/// How many masks have each bit.
struct MaskSums {
    private var numbers = [UInt64](repeating: 0, count: CountMask.bitCount)

    mutating func add(_ mask: UInt32) {
        var bits = mask
        while bits != 0 {
            numbers[bits.trailingZeroBitCount] += 1
            bits &= bits - 1
        }
    }

    mutating func add(_ other: MaskSums) {
        for bit in numbers.indices { numbers[bit] += other.numbers[bit] }
    }

    /// The masks as counts of ``RetraceCore/CountMask``.
    var counts: Sided<CountSet> {
        var result = Sided(before: CountSet(), since: CountSet())
        for side in Side.allCases {
            for count in CountKind.allCases {
                result[side][count] = Bounds(
                    lower: numbers[CountMask.bit(count, side, .lower)],
                    upper: numbers[CountMask.bit(count, side, .upper)])
            }
        }
        return result
    }
}
