/// What stands for an account or a person during a run: the upper 96 of the 128 bits of XXH3 of the id's decoded text.
///
/// Two of n ids share a key with a probability of about n² / 2⁹⁷: below 10⁻¹¹ for a billion ids.
@frozen
public struct AccountKey: Hashable, Sendable {
    /// The upper 64 bits; their topmost bits choose the partition.
    public var high: UInt64
    /// The lower 32 bits.
    public var low: UInt32

    /// Bytes that a key takes where it is stored.
    public static let bytes = 12

    /// A key from its parts.
    @inlinable
    public init(high: UInt64, low: UInt32) {
        self.high = high
        self.low = low
    }

    /// The partition of `2^bits` that the key falls in.
    @inlinable
    public func partition(bits: Int) -> Int {
        bits == 0 ? 0 : Int(truncatingIfNeeded: high >> UInt64(64 - bits))
    }
}
