/// What stands for an identifier during a run: XXH3 (128 bits) of the 32 bytes of its hash. Keys are compared for equality
/// and sorted for grouping; their order says nothing of the hashes'.
@frozen
public struct IdentifierKey: Hashable, Comparable, Sendable {
    /// The upper 64 bits.
    public var high: UInt64
    /// The lower 64 bits.
    public var low: UInt64

    /// A key from its halves; zero where a line has no hash.
    @inlinable
    public init(high: UInt64 = 0, low: UInt64 = 0) {
        self.high = high
        self.low = low
    }

    /// By the upper half, then the lower.
    @inlinable
    public static func < (left: IdentifierKey, right: IdentifierKey) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}
