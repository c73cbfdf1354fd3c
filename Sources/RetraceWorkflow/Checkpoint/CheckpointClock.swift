import Dispatch
import RetraceHost
import RetraceIngest

/// Decides when a run is saved: not before an interval has gone by since it was last, nor while saving would cost more than a
/// share of that time. Thread-safe.
final class CheckpointClock: Sendable {
    private struct State {
        var last = DispatchTime.now().uptimeNanoseconds
        /// When it became due.
        var dueSince: UInt64?
        /// What saving costs beside writing what lies in memory.
        var fixedSeconds = 0.05
        var secondsPerByte = 1 / 200e6
    }

    private let interval: Double
    private let budget: MemoryBudget
    private let state = Lock(State())

    /// Of the time between two checkpoints, what one may take.
    private static let shareMax = 0.02

    /// A clock that starts now. An interval of 0 seconds means: after each piece of work, whatever it costs.
    init(interval: Double, budget: MemoryBudget) {
        self.interval = interval
        self.budget = budget
    }

    /// Whether the run should be saved as soon as it can be.
    var isDue: Bool {
        let bytes = Double(budget.usedBytes)
        return state.withLock { state in
            guard interval > 0, state.dueSince == nil else { return true }
            let elapsed = CheckpointClock.seconds(since: state.last)
            let cost = state.fixedSeconds + bytes * state.secondsPerByte
            guard elapsed >= interval, cost <= elapsed * CheckpointClock.shareMax else { return false }
            state.dueSince = DispatchTime.now().uptimeNanoseconds
            return true
        }
    }

    /// Calls `write`, which moves what lies in memory to files, and `finish`, which does the rest of a checkpoint, and learns from
    /// how long they take.
    func measure(_ write: () throws -> Void, finish: () throws -> Void) rethrows {
        let bytes = budget.usedBytes
        let start = DispatchTime.now().uptimeNanoseconds
        try write()
        let written = CheckpointClock.seconds(since: start)
        try finish()
        let all = CheckpointClock.seconds(since: start)
        state.withLock { state in
            // Until all workers were done, some of them waited: half of the time, on the whole.
            let waited = state.dueSince.map { Double(start - $0) / 1e9 / 2 } ?? 0
            state.dueSince = nil
            state.last = DispatchTime.now().uptimeNanoseconds
            state.fixedSeconds = waited + all - written
            // Of a few bytes nothing can be learnt.
            if bytes > 16 << 20 { state.secondsPerByte = written / Double(bytes) }
        }
    }

    private static func seconds(since start: UInt64) -> Double {
        Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }
}
