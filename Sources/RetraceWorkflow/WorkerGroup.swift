import Dispatch
import RetraceHost
import Synchronization

/// Runs a piece of work on several threads and waits for all of them.
struct WorkerGroup: Sendable {
    /// How many threads.
    let count: Int
    let cancellation: Cancellation

    /// Runs `body` once per worker, with the worker's number, and returns the results in the order of workers. When one
    /// throws, the others are asked to stop and the first real error (not that it was cancelled) is thrown.
    func run<Result: Sendable>(_ body: @escaping @Sendable (Int) throws -> Result) throws -> [Result] {
        let results = Lock([Result?](repeating: nil, count: count))
        let failures = Lock<[any Error]>([])
        let wasCancelled = cancellation.isCancelled
        let stop = cancellation
        let queue = DispatchQueue(label: "retrace.workers", attributes: .concurrent)
        let group = DispatchGroup()
        for worker in 0..<count {
            queue.async(group: group) {
                do {
                    let result = try body(worker)
                    results.withLock { $0[worker] = result }
                } catch {
                    failures.withLock { $0.append(error) }
                    stop.cancel()
                }
            }
        }
        group.wait()
        let all = failures.withLock { $0 }
        if let failure = all.first(where: { !($0 is Cancelled) }) { throw failure }
        if !all.isEmpty || wasCancelled { throw Cancelled() }
        return results.withLock { $0.compactMap { $0 } }
    }

    /// Runs `body` for each number below `total` that `numbers` has not handed out yet, shared out among the workers, each with a
    /// state of its own. Once `isDue` says so, no more numbers are handed out; each worker gets one at least.
    func forEach<State: Sendable>(
        below total: Int, from numbers: Counter = Counter(), until isDue: (@Sendable () -> Bool)? = nil,
        makeState: @escaping @Sendable () throws -> State,
        _ body: @escaping @Sendable (Int, inout State) throws -> Void
    ) throws -> [State] {
        let stop = cancellation
        return try run { _ in
            var state = try makeState()
            while let number = numbers.take(below: total) {
                try stop.check()
                try body(number, &state)
                if isDue?() == true { break }
            }
            return state
        }
    }
}

/// Hands out the numbers from 0, each once. Thread-safe.
final class Counter: Sendable {
    private let next = Atomic<Int>(0)

    /// Whether all numbers below `total` have been handed out.
    func isDone(below total: Int) -> Bool { next.load(ordering: .relaxed) >= total }

    func take(below total: Int) -> Int? {
        let number = next.add(1, ordering: .relaxed).oldValue
        return number < total ? number : nil
    }
}
