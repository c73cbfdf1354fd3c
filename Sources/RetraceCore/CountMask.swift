/// A set of (count, side, reading): which counts an account is in. 20 bits are used.
public struct CountMask: OptionSet, BitwiseCopyable, Hashable, Sendable {
    /// Bit `side * 10 + count * 2 + reading`.
    public var rawValue: UInt32

    /// A mask from its bits.
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// How many bits a mask has.
    public static let bitCount = 20

    /// The mask with the one bit of a count.
    @inlinable
    public init(_ count: CountKind, _ side: Side, _ reading: Reading) {
        rawValue = 1 << UInt32(CountMask.bit(count, side, reading))
    }

    /// The bits of `at_risk`, both sides and readings.
    public static let atRiskOnly = CountMask(rawValue: 3 | 3 << 10)

    /// The position of a count's bit, 0 to 19.
    @inlinable
    public static func bit(_ count: CountKind, _ side: Side, _ reading: Reading) -> Int {
        side.rawValue * 10 + count.rawValue * 2 + reading.rawValue
    }
}
