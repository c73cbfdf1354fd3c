import Synchronization

/// Counts the blocks of streams that are read and written. Thread-safe.
public final class BlockMeter: Sendable {
    private let blocks = Atomic<UInt64>(0)

    /// None yet.
    public init() {}

    /// How many have begun to be read, or been written.
    public var count: UInt64 { blocks.load(ordering: .relaxed) }

    func add() { blocks.add(1, ordering: .relaxed) }
}
