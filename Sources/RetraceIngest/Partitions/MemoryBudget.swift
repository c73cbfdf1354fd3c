import Synchronization

/// How much memory partitions may hold before they spill, and how much they do. Thread-safe.
public final class MemoryBudget: Sendable {
    /// Bytes at which writers begin to spill.
    public let spillBytes: Int
    private let used = Atomic<Int>(0)
    private let peak = Atomic<Int>(0)
    private let spilled = Atomic<Int>(0)

    /// A budget that spills at `spillBytes`.
    public init(spillBytes: Int) {
        self.spillBytes = spillBytes
    }

    /// Bytes held now.
    public var usedBytes: Int { used.load(ordering: .relaxed) }
    /// Most bytes ever held at once.
    public var peakBytes: Int { peak.load(ordering: .relaxed) }
    /// Bytes written to spill files so far, as stored.
    public var spilledBytes: Int { spilled.load(ordering: .relaxed) }
    /// Whether as much is held as may be.
    var isExhausted: Bool { usedBytes >= spillBytes }

    func add(_ bytes: Int) {
        let now = used.add(bytes, ordering: .relaxed).newValue
        peak.max(now, ordering: .relaxed)
    }

    func remove(_ bytes: Int) { used.subtract(bytes, ordering: .relaxed) }

    func addSpilled(_ bytes: Int) { spilled.add(bytes, ordering: .relaxed) }
}
