import RetraceCore

/// Numbers accounts in the order in which they are first seen: open addressing with linear probing, as the keys are
/// uniformly distributed already. Not thread-safe; constant time on average.
struct AccountIndex {
    /// The accounts by number.
    private(set) var keys: [AccountKey] = []
    private var slots: [Int32]

    /// An index that expects `capacity` accounts.
    init(capacity: Int) {
        var count = 64
        while count < capacity * 2 { count *= 2 }
        slots = [Int32](repeating: -1, count: count)
        keys.reserveCapacity(capacity)
    }

    /// The account's number, a new one if it has none.
    mutating func number(of key: AccountKey) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.low) & mask
        while slots[slot] >= 0 {
            if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(keys.count)
        keys.append(key)
        if keys.count * 2 > slots.count { grow() }
        return keys.count - 1
    }

    /// The account's number, or nil.
    func find(_ key: AccountKey) -> Int? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.low) & mask
        while slots[slot] >= 0 {
            if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, key) in keys.enumerated() {
            var slot = Int(truncatingIfNeeded: key.low) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
    }
}
