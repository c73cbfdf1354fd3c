/// A seeded source of pseudo-random numbers: SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number
/// Generators"). Not for secrets.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64's finaliser: a bijection in which every input bit changes about half of the output bits.
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A value that depends on both arguments and their order.
    @inline(__always)
    static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
        mix(mix(first &+ 0x9E37_79B9_7F4A_7C15) ^ (second &* 0xD6E8_FEB8_6659_FD93))
    }

    /// The next 64 bits.
    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Dice.mix(state)
    }

    /// A number from 0 to `bound` - 1; `bound` is positive. The bias is below bound / 2^64.
    @inline(__always)
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: bound)).high)
    }

    /// True in `permille` of 1000 cases.
    @inline(__always)
    mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    /// One of several values; there is at least one.
    @inline(__always)
    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
