import CSimdjson
import RetraceCore

/// A set of accounts that may say "contains" of one that it does not hold, and never the reverse: a split block Bloom
/// filter as Apache Parquet specifies it (BloomFilter.md): blocks of 256 bits, eight bits of one block an account.
///
/// With 16 bits an account about one account in 800 is taken wrongly. Filled by one thread, then read by any.
public final class AccountFilter: @unchecked Sendable {
    // Unchecked: written only before it is shared.
    private let words: UnsafeMutableBufferPointer<UInt32>
    private let blockCount: UInt64
    private static let salts: [UInt32] = [
        0x47b6_137b, 0x4497_4d91, 0x8824_ad5b, 0xa2b7_289d, 0x7054_95c7, 0x2df1_424b, 0x9efc_4947, 0x5c6b_fb31,
    ]

    /// An empty filter for about `capacity` accounts, of at most `maxBytes` bytes.
    public init(capacity: Int, maxBytes: Int) {
        let wanted = max(1, capacity.multipliedReportingOverflow(by: 2).partialValue / 32 + 1)
        blockCount = UInt64(min(wanted, max(1, maxBytes / 32)))
        words = .allocate(capacity: Int(blockCount) * 8)
        words.initialize(repeating: 0)
    }

    deinit { words.deallocate() }

    /// Adds an account; constant time. Only while no other thread uses the filter.
    public func insert(_ key: AccountKey) {
        let block = blockIndex(key)
        let value = UInt32(truncatingIfNeeded: key.low)
        for lane in 0..<8 { words[block + lane] |= 1 << ((value &* AccountFilter.salts[lane]) >> 27) }
    }

    /// Begins to fetch what ``mayContain(high:low:)`` will look at.
    @inline(__always)
    func prefetch(high: UInt64) {
        rt_prefetch(words.baseAddress! + blockIndex(AccountKey(high: high, low: 0)))
    }

    /// Whether the account may be in the set; constant time.
    @inline(__always)
    public func mayContain(high: UInt64, low: UInt64) -> Bool {
        let block = blockIndex(AccountKey(high: high, low: low))
        let value = UInt32(truncatingIfNeeded: low)
        let lanes = SIMD8<UInt32>(
            0x47b6_137b, 0x4497_4d91, 0x8824_ad5b, 0xa2b7_289d, 0x7054_95c7, 0x2df1_424b, 0x9efc_4947, 0x5c6b_fb31)
        let bits = SIMD8<UInt32>(repeating: 1) &<< ((SIMD8(repeating: value) &* lanes) &>> 27)
        let held = UnsafeRawPointer(words.baseAddress! + block).loadUnaligned(as: SIMD8<UInt32>.self)
        return (held & bits) == bits
    }

    @inline(__always)
    private func blockIndex(_ key: AccountKey) -> Int {
        Int(truncatingIfNeeded: key.high.multipliedFullWidth(by: blockCount).high) * 8
    }
}
