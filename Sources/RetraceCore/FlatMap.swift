/// A map from 64-bit keys to 32-bit values for hot paths: open addressing with linear probing, nothing is ever removed.
/// Constant time on average; not thread-safe.
public struct FlatMap: Sendable {
    private var keys: [UInt64]
    private var values: [UInt32]
    private var isUsed: [Bool]
    /// How many keys there are.
    public private(set) var count = 0

    /// An empty map.
    public init() {
        keys = [UInt64](repeating: 0, count: 64)
        values = [UInt32](repeating: 0, count: 64)
        isUsed = [Bool](repeating: false, count: 64)
    }

    private static func slot(_ key: UInt64, mask: Int) -> Int {
        let product = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return Int(truncatingIfNeeded: product.high ^ product.low) & mask
    }

    private func find(_ key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = FlatMap.slot(key, mask: mask)
        while isUsed[slot] && keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    /// The value of a key, or nil.
    public subscript(key: UInt64) -> UInt32? {
        let slot = find(key)
        return isUsed[slot] ? values[slot] : nil
    }

    /// The value of a key; where it has none, it gets `value`.
    public mutating func value(of key: UInt64, orInsert value: UInt32) -> UInt32 {
        let slot = find(key)
        if isUsed[slot] { return values[slot] }
        keys[slot] = key
        values[slot] = value
        isUsed[slot] = true
        count += 1
        if count * 2 > keys.count { grow() }
        return value
    }

    private mutating func grow() {
        let old = self
        keys = [UInt64](repeating: 0, count: old.keys.count * 2)
        values = [UInt32](repeating: 0, count: old.keys.count * 2)
        isUsed = [Bool](repeating: false, count: old.keys.count * 2)
        for slot in old.keys.indices where old.isUsed[slot] {
            let new = find(old.keys[slot])
            keys[new] = old.keys[slot]
            values[new] = old.values[slot]
            isUsed[new] = true
        }
    }
}
