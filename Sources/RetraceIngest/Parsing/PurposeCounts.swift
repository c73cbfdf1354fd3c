import RetraceCore

/// Lines by the number of their purpose. Must be deallocated once; not thread-safe. Takes eight bytes for each text up to the
/// highest number of a purpose.
struct PurposeCounts {
    private var counts: UnsafeMutableBufferPointer<UInt64>

    init() { counts = PurposeCounts.make(64) }

    private static func make(_ count: Int) -> UnsafeMutableBufferPointer<UInt64> {
        let counts = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: count)
        counts.initialize(repeating: 0)
        return counts
    }

    func deallocate() { counts.deallocate() }

    /// Counts a line. Constant time, but where a number is higher than all before.
    @inline(__always)
    mutating func add(_ purpose: TextID) {
        let index = Int(purpose)
        if index >= counts.count { grow(toHold: index) }
        counts[index] &+= 1
    }

    private mutating func grow(toHold index: Int) {
        let larger = PurposeCounts.make(max(index + 1, counts.count * 2))
        for (index, count) in counts.enumerated() { larger[index] = count }
        counts.deallocate()
        counts = larger
    }

    /// The purposes that were seen, and how many lines each has.
    var byPurpose: [TextID: UInt64] {
        var seen: [TextID: UInt64] = [:]
        for (index, count) in counts.enumerated() where count > 0 { seen[TextID(index)] = count }
        return seen
    }
}
