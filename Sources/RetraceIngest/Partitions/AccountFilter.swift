import CSimdjson
import RetraceCore

/// A set of accounts that may say "contains" of one that it does not hold, and never the reverse: a Bloom filter blocked into
/// words of 64 bits, four bits of one word an account (Putze, Sanders and Singler, "Cache-, Hash- and Space-Efficient Bloom
/// Filters", 2007, with the register as the block).
///
/// With 16 bits an account about one account in 100 is taken wrongly. Filled by one thread, then read by any.
public final class AccountFilter: @unchecked Sendable {
    // Unchecked: written only before it is shared.
    private let words: UnsafeMutableBufferPointer<UInt64>

    /// An empty filter for about `capacity` accounts, of at most `maxBytes` bytes.
    public init(capacity: Int, maxBytes: Int) {
        let count = max(1, min(capacity / 4 + 1, maxBytes / 8))
        words = .allocate(capacity: count)
        words.initialize(repeating: 0)
    }

    deinit { words.deallocate() }

    /// Adds an account; constant time. Only while no other thread uses the filter.
    public func insert(_ key: AccountKey) {
        words[index(high: key.high)] |= AccountFilter.bits(low: key.low)
    }

    /// Its words, for loops that ask once a line: counting references there would cost more than asking. Valid as long as
    /// the filter lives.
    var view: View { View(words: words.baseAddress!, count: UInt64(words.count)) }

    /// Whether the account may be in the set; constant time.
    public func mayContain(high: UInt64, low: UInt32) -> Bool { view.mayContain(high: high, low: low) }

    private func index(high: UInt64) -> Int { view.index(high: high) }

    /// What a filter holds, without a share in its life.
    struct View {
        fileprivate let words: UnsafeMutablePointer<UInt64>
        fileprivate let count: UInt64

        /// Begins to fetch what ``mayContain(high:low:)`` will look at.
        @inline(__always)
        func prefetch(high: UInt64) { rt_prefetch(words + index(high: high)) }

        /// Whether the account may be in the set; constant time.
        @inline(__always)
        func mayContain(high: UInt64, low: UInt32) -> Bool {
            let bits = AccountFilter.bits(low: low)
            return words[index(high: high)] & bits == bits
        }

        @inline(__always)
        fileprivate func index(high: UInt64) -> Int {
            Int(truncatingIfNeeded: high.multipliedFullWidth(by: count).high)
        }
    }

    /// Four bits, each chosen by six bits of the key.
    @inline(__always)
    private static func bits(low: UInt32) -> UInt64 {
        let low = UInt64(low)
        return (1 &<< low) | (1 &<< (low &>> 6)) | (1 &<< (low &>> 12)) | (1 &<< (low &>> 18))
    }
}
