/// Lines of one file that wait for the compressor, up to about half a MiB; they leave in another order than they came.
final class LineBatch {
    /// In which order a batch leaves.
    enum Order {
        /// By time, as a host writes its lines.
        case byTime
        /// In no order at all.
        case shuffled
    }

    /// A batch of this size or more is full.
    static let sizeMax = 512 * 1024

    private let order: Order
    private var lines: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var used = 0
    private var offsets: [UInt32] = [0]
    private var keys: [UInt64] = []
    private var dice: Dice

    private static let indexBits: UInt64 = 18

    init(order: Order, seed: UInt64) {
        self.order = order
        dice = Dice(seed: seed)
        capacity = 16 * 1024
        lines = .allocate(capacity: capacity)
    }

    deinit { lines.deallocate() }

    var isFull: Bool { used >= Self.sizeMax }
    var isEmpty: Bool { used == 0 }

    /// A cursor with room for `length` bytes; pass it to ``end(_:key:)`` when the line is written.
    @inline(__always)
    func begin(room length: Int) -> ByteCursor {
        if used + length > capacity { grow(to: used + length) }
        return ByteCursor(lines + used)
    }

    /// Takes over a line. `key` is its time since some start, not negative, below 2^46.
    @inline(__always)
    func end(_ cursor: ByteCursor, key: Int64) {
        used = cursor.position - lines
        let index = UInt64(truncatingIfNeeded: keys.count)
        let high = order == .byTime ? UInt64(truncatingIfNeeded: key) : dice.next() >> Self.indexBits
        keys.append(high << Self.indexBits | index)
        offsets.append(UInt32(truncatingIfNeeded: used))
    }

    private func grow(to needed: Int) {
        let larger = max(needed, capacity * 2)
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        room.update(from: lines, count: used)
        lines.deallocate()
        lines = room
        capacity = larger
    }

    /// Hands over the lines, in order and as one piece, and becomes empty.
    func drain(_ scratch: inout [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        keys.sort()
        if scratch.count < used { scratch = Array(repeating: 0, count: used) }
        let size = used
        try scratch.withUnsafeMutableBufferPointer { target in
            guard let base = target.baseAddress else { return }
            var cursor = ByteCursor(base)
            for key in keys {
                let index = Int(key & ((1 << Self.indexBits) - 1))
                let offset = Int(offsets[index])
                cursor.put(UnsafePointer(lines + offset), Int(offsets[index + 1]) - offset)
            }
            used = 0
            keys.removeAll(keepingCapacity: true)
            offsets.removeAll(keepingCapacity: true)
            offsets.append(0)
            try body(UnsafeBufferPointer(start: base, count: size))
        }
    }
}
