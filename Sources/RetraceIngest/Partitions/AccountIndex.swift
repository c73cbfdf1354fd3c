import RetraceCore

/// Numbers accounts in the order in which they are first seen: open addressing with linear probing, as the keys are
/// uniformly distributed already. Not thread-safe; constant time on average.
struct AccountIndex: ~Copyable {
    /// The accounts by number.
    private(set) var keys: [AccountKey] = []
    /// A slot holds a number plus one.
    private var slots: UnsafeMutableBufferPointer<UInt32>

    /// An index that expects `capacity` accounts.
    init(capacity: Int) {
        var count = 64
        while count < capacity * 2 { count *= 2 }
        slots = AccountIndex.makeSlots(count)
        keys.reserveCapacity(capacity)
    }

    deinit { slots.deallocate() }

    private static func makeSlots(_ count: Int) -> UnsafeMutableBufferPointer<UInt32> {
        let slots = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count)
        slots.initialize(repeating: 0)
        return slots
    }

    /// The account's slot, or the one where it belongs.
    @inline(__always)
    private func slot(of key: AccountKey) -> Int {
        let mask = slots.count &- 1
        // Not the topmost bits: those of all accounts of a partition are the same.
        var slot = Int(truncatingIfNeeded: key.high) & mask
        while true {
            let number = slots[slot]
            if number == 0 || keys[Int(number) &- 1] == key { return slot }
            slot = (slot &+ 1) & mask
        }
    }

    /// The account's number, a new one if it has none.
    @inline(__always)
    mutating func number(of key: AccountKey) -> Int {
        let slot = slot(of: key)
        if slots[slot] != 0 { return Int(slots[slot]) &- 1 }
        keys.append(key)
        slots[slot] = UInt32(keys.count)
        if keys.count &* 2 > slots.count { grow() }
        return keys.count &- 1
    }

    /// The account's number, or nil.
    func find(_ key: AccountKey) -> Int? {
        let number = slots[slot(of: key)]
        return number == 0 ? nil : Int(number) - 1
    }

    private mutating func grow() {
        let old = slots
        slots = AccountIndex.makeSlots(old.count * 2)
        old.deallocate()
        for (number, key) in keys.enumerated() { slots[slot(of: key)] = UInt32(number) + 1 }
    }
}
