import CSimdjson
import Glibc
import RetraceCore

/// What one thread knows of a ``TextTable``. Not thread-safe; constant time on average.
struct TextCache {
    private struct Slot {
        var hash: UInt64 = 0
        var bytes: UnsafeRawPointer?
        var length: UInt32 = 0
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
    mutating func id(of text: rt_text) -> TextID {
        guard let bytes = text.bytes else { return absentText }
        let mask = slots.count - 1
        var position = Int(truncatingIfNeeded: text.hash) & mask
        while let known = slots[position].bytes {
            let slot = slots[position]
            if slot.hash == text.hash && slot.length == text.length && memcmp(known, bytes, Int(text.length)) == 0 {
                return slot.id
            }
            position = (position + 1) & mask
        }
        let new = table.intern(UnsafeRawBufferPointer(start: bytes, count: Int(text.length)), hash: text.hash)
        slots[position] = Slot(hash: text.hash, bytes: new.bytes, length: text.length, id: new.id)
        count += 1
        if count * 2 > slots.count { grow() }
        return new.id
    }

    private mutating func grow() {
        let old = slots
        slots = TextCache.makeSlots(old.count * 2)
        let mask = slots.count - 1
        for slot in old where slot.bytes != nil {
            var position = Int(truncatingIfNeeded: slot.hash) & mask
            while slots[position].bytes != nil { position = (position + 1) & mask }
            slots[position] = slot
        }
        old.deallocate()
    }
}
