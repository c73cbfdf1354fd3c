import CSimdjson
import Glibc
import RetraceCore

/// What one thread knows of a ``TextTable``. Not thread-safe; constant time on average.
///
/// Nearly all texts are short, and are told apart by their bytes themselves; the others by their hash first.
struct TextCache {
    private struct Slot {
        /// The text's 16 bytes, zero-filled; of a longer one its hash, and 0.
        var key: (UInt64, UInt64) = (0, 0)
        /// The bytes of a text that is longer; they stay where they are.
        var bytes: UnsafeRawPointer?
        /// `UInt32.max` in a free slot.
        var length: UInt32 = .max
        var id: TextID = 0
    }

    private let table: TextTable
    private var slots: UnsafeMutableBufferPointer<Slot>
    private var count = 0

    init(_ table: TextTable) {
        self.table = table
        slots = TextCache.makeSlots(1 << 10)
    }

    private static func makeSlots(_ count: Int) -> UnsafeMutableBufferPointer<Slot> {
        let slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: count)
        slots.initialize(repeating: Slot())
        return slots
    }

    /// Must be called once, when the cache is no longer used.
    func deallocate() { slots.deallocate() }

    /// The number of a text that the line parser found; ``absentText`` for none.
    @inline(__always)
    mutating func id(of text: rt_text) -> TextID {
        guard let bytes = text.bytes else { return absentText }
        guard text.length <= 16 else { return idOfLong(UnsafeRawPointer(bytes), text.length) }
        let key = TextCache.key(UnsafeRawPointer(bytes), text.length)
        let mask = slots.count &- 1
        var position = TextCache.place(key) & mask
        while true {
            let slot = slots[position]
            if slot.key == key && slot.length == text.length { return slot.id }
            if slot.length == .max { break }
            position = (position &+ 1) & mask
        }
        return add(UnsafeRawPointer(bytes), text.length, key, at: position)
    }

    /// The bytes of a text of at most 16; as many are readable.
    @inline(__always)
    private static func key(_ bytes: UnsafeRawPointer, _ length: UInt32) -> (UInt64, UInt64) {
        let first = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        let second = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let bits = UInt64(length) &* 8
        // Shifts by the width or more give 0.
        return length < 8 ? (first & ~(~0 << bits), 0) : (first, second & ~(~0 << (bits &- 64)))
    }

    @inline(__always)
    private static func place(_ key: (UInt64, UInt64)) -> Int {
        let product = (key.0 ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: key.1 ^ 0xD6E8_FEB8_6659_FD93)
        return Int(truncatingIfNeeded: product.high ^ product.low)
    }

    @inline(never)
    private mutating func idOfLong(_ bytes: UnsafeRawPointer, _ length: UInt32) -> TextID {
        let hash = TextHash.of(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
        let key = (hash, UInt64(0))
        let mask = slots.count - 1
        var position = TextCache.place(key) & mask
        while slots[position].length != .max {
            let slot = slots[position]
            if slot.key == key && slot.length == length, let known = slot.bytes,
                memcmp(known, bytes, Int(length)) == 0
            {
                return slot.id
            }
            position = (position + 1) & mask
        }
        return add(bytes, length, key, at: position)
    }

    @inline(never)
    private mutating func add(
        _ bytes: UnsafeRawPointer, _ length: UInt32, _ key: (UInt64, UInt64), at position: Int
    ) -> TextID {
        let new = table.keep(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
        slots[position] = Slot(key: key, bytes: new.bytes, length: length, id: new.id)
        count += 1
        if count * 2 > slots.count { grow() }
        return new.id
    }

    private mutating func grow() {
        let old = slots
        slots = TextCache.makeSlots(old.count * 2)
        let mask = slots.count - 1
        for slot in old where slot.length != .max {
            var position = TextCache.place(slot.key) & mask
            while slots[position].length != .max { position = (position + 1) & mask }
            slots[position] = slot
        }
        old.deallocate()
    }
}
