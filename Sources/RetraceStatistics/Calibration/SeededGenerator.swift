/// Pseudo-random numbers that depend on the seed alone, on every platform: SplitMix64 (Steele, Lea & Flood 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator from a seed; different streams of one seed give unrelated numbers.
    ///
    /// Seed and stream are scrambled by SplitMix64 itself: states a few steps apart would give the same numbers, shifted.
    public init(seed: UInt64, stream: UInt64 = 0) {
        state = stream
        state = next() ^ seed
        state = next()
    }

    /// 64 uniform bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// Uniform in [0, 1).
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in 0 ..< bound; `bound` is positive and far below 2^53.
    mutating func index(below bound: Int) -> Int { Int(uniform() * Double(bound)) }

    /// `count` of the numbers 0 ..< bound, all choices alike; the start of a Fisher–Yates shuffle.
    mutating func choice(_ count: Int, of bound: Int) -> [Int] {
        var numbers = Array(0..<bound)
        for position in 0..<count { numbers.swapAt(position, position + index(below: bound - position)) }
        return Array(numbers[..<count])
    }
}
