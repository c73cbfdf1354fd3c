/// The SHA-256 of a normalised e-mail address or phone number, as the logs give it: an opaque value of 32 bytes.
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

    /// All zero: used where a line has no hash.
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

    /// A 64-bit mix of all bytes, together with `seed`; equal values mix equally.
    @inlinable
    public func mixed(with seed: UInt64) -> UInt64 {
        let first = IdentifierHash.fold(seed ^ word0, word1 ^ 0x9E37_79B9_7F4A_7C15)
        return IdentifierHash.fold(first ^ word2, word3 ^ 0xD6E8_FEB8_6659_FD93)
    }

    /// The two halves of the full product, folded (as in wyhash).
    @inlinable
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
