/// What stands for an identifier during a run: XXH3 (64 bits) of the 32 bytes of its hash. Keys are compared for equality and
/// sorted for grouping; their order says nothing of the hashes'.
///
/// Only the identifiers of one account are ever compared, so that two share a key with a probability of about p / 2⁶⁴ for p
/// pairs of different identifiers within one account: below 10⁻⁹ for ten billion pairs.
@frozen
public struct IdentifierKey: BitwiseCopyable, Hashable, Comparable, Sendable {
    /// The hash.
    public var value: UInt64

    /// A key from its value; zero where a line has no hash.
    @inlinable
    public init(_ value: UInt64 = 0) { self.value = value }

    /// By value.
    @inlinable
    public static func < (left: IdentifierKey, right: IdentifierKey) -> Bool { left.value < right.value }
}
