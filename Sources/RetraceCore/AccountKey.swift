/// What stands for an account or a person during a run: XXH3 (128 bits) of the id's decoded text.
///
/// Two of n ids share a key with a probability of about n² / 2¹²⁹: below 10⁻²⁰ for a billion ids.
@frozen
public struct AccountKey: Hashable, Sendable {
    /// The upper 64 bits; their topmost bits choose the partition.
    public var high: UInt64
    /// The lower 64 bits.
    public var low: UInt64

    /// A key from its halves.
    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The partition of `2^bits` that the key falls in.
    @inlinable
    public func partition(bits: Int) -> Int {
        bits == 0 ? 0 : Int(truncatingIfNeeded: high >> UInt64(64 - bits))
    }
}
