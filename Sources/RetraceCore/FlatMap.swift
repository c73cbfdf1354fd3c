/// A map from 64-bit keys to 32-bit values for hot paths: open addressing with linear probing, nothing is ever removed.
/// Constant time on average; not thread-safe. Values are below `UInt32.max`.
public struct FlatMap: Sendable {
    private struct Slot {
        var key: UInt64
        var value: UInt32

        static let free = Slot(key: 0, value: .max)
        var isFree: Bool { value == .max }
    }

    private var slots: [Slot]
    /// How many keys there are.
    public private(set) var count = 0

    /// An empty map.
    public init() { slots = [Slot](repeating: .free, count: 64) }

    private static func slot(_ key: UInt64, mask: Int) -> Int {
        let product = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return Int(truncatingIfNeeded: product.high ^ product.low) & mask
    }

    /// The key's position, or the free one where it belongs.
    private func find(_ key: UInt64) -> Int {
        slots.withUnsafeBufferPointer { slots in
            let mask = slots.count - 1
            var position = FlatMap.slot(key, mask: mask)
            while !slots[position].isFree && slots[position].key != key { position = (position + 1) & mask }
            return position
        }
    }

    /// The value of a key, or nil.
    public subscript(key: UInt64) -> UInt32? {
        let slot = slots[find(key)]
        return slot.isFree ? nil : slot.value
    }

    /// The value of a key; where it has none, it gets `value`.
    public mutating func value(of key: UInt64, orInsert value: UInt32) -> UInt32 {
        let position = find(key)
        if !slots[position].isFree { return slots[position].value }
        precondition(value != .max, "a value that stands for none")
        slots[position] = Slot(key: key, value: value)
        count += 1
        if count * 2 > slots.count { grow() }
        return value
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: .free, count: old.count * 2)
        for slot in old where !slot.isFree { slots[find(slot.key)] = slot }
    }
}
