import RetraceCore
import Synchronization

/// Asks a run to stop. Thread-safe.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Not cancelled.
    public init() {}

    /// Whether the run should stop.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    /// Asks the run to stop; workers notice within a block or a partition.
    public func cancel() { flag.store(true, ordering: .relaxed) }

    /// Throws ``Cancelled`` when the run should stop.
    func check() throws {
        if isCancelled { throw Cancelled() }
    }
}

/// The run was asked to stop, and did.
public struct Cancelled: Error {}
