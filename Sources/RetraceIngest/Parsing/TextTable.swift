import RetraceCore
import RetraceHost

/// Gives texts numbers: the same text the same number for the whole run, from all threads.
///
/// Locked on every call: threads keep what they have seen in a ``TextCache``. Memory grows with the distinct texts.
public final class TextTable: Sendable {
    private let state = Lock(State())

    /// A table that holds ``RetraceCore/unknownText`` alone.
    public init() {
        let unknown = intern("unknown")
        precondition(unknown == unknownText)
    }

    /// The text's number and the place where its bytes stay for the table's life.
    func keep(_ bytes: UnsafeRawBufferPointer) -> (id: TextID, bytes: UnsafeRawPointer) {
        // The pointer is carried across the closure as an integer: it is only dereferenced, never kept.
        let address = Int(bitPattern: bytes.baseAddress)
        let (count, hash) = (bytes.count, TextHash.of(bytes))
        let (id, place) = state.withLock { state in
            state.intern(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count), hash: hash)
        }
        return (id, UnsafeRawPointer(bitPattern: place)!)
    }

    /// The number of a text given as a string.
    public func intern(_ text: String) -> TextID {
        var text = text
        return text.withUTF8 { keep(UnsafeRawBufferPointer($0)).id }
    }

    /// The number of a text given as bytes.
    public func intern(_ bytes: UnsafeRawBufferPointer) -> TextID { keep(bytes).id }

    /// All texts so far, by number.
    public func texts() -> Texts {
        let entries = state.withLock { state in
            state.entries.map { (Int(bitPattern: $0.bytes.baseAddress), $0.bytes.count) }
        }
        return Texts(
            entries: entries.map { UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: $0.0), count: $0.1) },
            owner: self)
    }

    /// Bytes of memory held.
    public var memoryBytes: Int { state.withLock { $0.memoryBytes } }

    private struct Entry {
        var bytes: UnsafeRawBufferPointer
        var hash: UInt64
    }

    /// Open addressing with linear probing; a slot holds a number plus one.
    private struct State: ~Copyable {
        var entries: [Entry] = []
        private var slots = [UInt32](repeating: 0, count: 1 << 10)
        private var arenas: [UnsafeMutableRawBufferPointer] = []
        private var arenaUsed = 0

        var memoryBytes: Int {
            arenas.reduce(0) { $0 + $1.count } + slots.count * 4 + entries.capacity * MemoryLayout<Entry>.stride
        }

        deinit { for arena in arenas { arena.deallocate() } }

        mutating func intern(_ bytes: UnsafeRawBufferPointer, hash: UInt64) -> (TextID, Int) {
            let mask = slots.count - 1
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 {
                let id = slots[slot] - 1
                let entry = entries[Int(id)]
                if entry.hash == hash && entry.bytes.elementsEqual(bytes) {
                    return (id, Int(bitPattern: entry.bytes.baseAddress))
                }
                slot = (slot + 1) & mask
            }
            let kept = keep(bytes)
            let id = TextID(entries.count)
            precondition(id < absentText)
            entries.append(Entry(bytes: kept, hash: hash))
            slots[slot] = id + 1
            if entries.count * 2 > slots.count { grow() }
            return (id, Int(bitPattern: kept.baseAddress))
        }

        private mutating func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
            if arenas.isEmpty || arenaUsed + bytes.count > arenas[arenas.count - 1].count {
                arenas.append(.allocate(byteCount: max(1 << 16, bytes.count), alignment: 1))
                arenaUsed = 0
            }
            let place = arenas[arenas.count - 1].baseAddress! + arenaUsed
            if let base = bytes.baseAddress { place.copyMemory(from: base, byteCount: bytes.count) }
            arenaUsed += bytes.count
            return UnsafeRawBufferPointer(start: place, count: bytes.count)
        }

        private mutating func grow() {
            slots = [UInt32](repeating: 0, count: slots.count * 2)
            let mask = slots.count - 1
            for (id, entry) in entries.enumerated() {
                var slot = Int(truncatingIfNeeded: entry.hash) & mask
                while slots[slot] != 0 { slot = (slot + 1) & mask }
                slots[slot] = UInt32(id) + 1
            }
        }
    }
}
