import Histogram
import RetraceCore
import RetraceIngest

/// What a thread does with blocks in one stage, and how long each took.
struct BlockWork {
    /// Lines parsed so far; 0 in stages that don't parse.
    private(set) var lines = 0
    /// Nanoseconds by block: of reading it up to parsing, of the work on it from there.
    private(set) var latencies = Histogram<UInt64>()
    private let stage: BenchStage
    private let counter = LineCounter()
    private let router: LineRouter?

    /// Work of a stage between `read` and `replay`; `router` is needed to partition.
    init(_ stage: BenchStage, router: LineRouter?) {
        self.stage = stage
        self.router = router
    }

    /// Reads a reader's next block; that is timed where the stage ends there.
    mutating func next(_ reader: LineBlockReader, into buffer: BlockBuffer) -> LineBlock? {
        guard stage == .decompress else { return reader.next(into: buffer) }
        return timed { reader.next(into: buffer) }
    }

    /// Does what the stage does with a block.
    mutating func take(_ block: LineBlock) throws {
        switch stage {
        case .parse:
            let counter = counter
            lines += try timed { try counter.count(block) }
        case .partition:
            guard let router else { return }
            try timed { try router.route(block) }
        case .read, .decompress, .replay: break
        }
    }

    /// Hands over what a router still holds.
    func finish() { _ = router?.finish() }

    private mutating func timed<Result>(_ body: () throws -> Result) rethrows -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try body()
        let (seconds, attoseconds) = (clock.now - start).components
        latencies.record(UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000))
        return result
    }
}
