/// The SHA-256 of a normalised e-mail address or phone number, as the logs give it: an opaque value of 32 bytes. Kept only
/// where the order of hashes can matter; elsewhere an ``IdentifierKey`` stands for it.
@frozen
public struct IdentifierHash: Hashable, Comparable, Sendable {
    /// Bytes 0 to 7, the first one highest.
    public var word0: UInt64
    /// Bytes 8 to 15.
    public var word1: UInt64
    /// Bytes 16 to 23.
    public var word2: UInt64
    /// Bytes 24 to 31.
    public var word3: UInt64

    /// All zero: used where a line has no hash, or its order can't matter.
    @inlinable
    public init() {
        (word0, word1, word2, word3) = (0, 0, 0, 0)
    }

    /// Reads 32 bytes at `source`, which needs no alignment.
    @inlinable
    public init(bytes source: UnsafeRawPointer) {
        word0 = UInt64(bigEndian: source.loadUnaligned(as: UInt64.self))
        word1 = UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        word2 = UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        word3 = UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    }

    /// The order of the lower-case hex texts.
    @inlinable
    public static func < (left: IdentifierHash, right: IdentifierHash) -> Bool {
        if left.word0 != right.word0 { return left.word0 < right.word0 }
        if left.word1 != right.word1 { return left.word1 < right.word1 }
        if left.word2 != right.word2 { return left.word2 < right.word2 }
        return left.word3 < right.word3
    }
}
