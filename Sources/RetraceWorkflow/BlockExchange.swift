import Dispatch
import RetraceHost
import RetraceIngest

/// Shares the reading of files out among workers: each takes a file of its own while there are some, then helps to parse the
/// blocks of those who still read. The queue is bounded: a reader whose helpers have enough to do parses itself. Thread-safe.
final class BlockExchange: Sendable {
    private struct State {
        var nextFile = 0
        /// Whether no more files are handed out.
        var isClosed = false
        var readers = 0
        /// Workers that parse the blocks of others, or wait for some.
        var helpers = 0
        var waiting = 0
        var blocks: [LineBlock] = []
        var spareBuffers: [BlockBuffer] = []
    }

    private let fileCount: Int
    private let state = Lock(StateBox())
    private let arrivals = DispatchSemaphore(value: 0)

    /// Lets the non-Sendable buffers live inside the mutex.
    private struct StateBox: @unchecked Sendable {
        // Unchecked: only ever touched under the lock, and a buffer that leaves has one owner.
        var state = State()
    }

    init(fileCount: Int) { self.fileCount = fileCount }

    /// The position of a file to read, or nil when all are taken. Whoever gets one calls `finishFile` after it.
    func takeFile() -> Int? {
        state.withLock { box in
            guard box.state.nextFile < fileCount, !box.state.isClosed else { return nil }
            defer { box.state.nextFile += 1 }
            box.state.readers += 1
            return box.state.nextFile
        }
    }

    /// The reader of a file is done with it. With the last one all that wait are woken.
    func finishFile() {
        let toWake = state.withLock { box in
            box.state.readers -= 1
            return wakeWhenDone(&box.state)
        }
        for _ in 0..<toWake { arrivals.signal() }
    }

    /// How many are to be woken because nothing will come any more.
    private func wakeWhenDone(_ state: inout State) -> Int {
        guard isDone(state) else { return 0 }
        defer { state.waiting = 0 }
        return state.waiting
    }

    /// Whether no blocks will come but those that are there. Between two files of a lone reader, some will.
    private func isDone(_ state: State) -> Bool {
        state.readers == 0 && (state.nextFile >= fileCount || state.isClosed)
    }

    /// Hands out no more files; those that are being read are read to their end.
    func close() {
        let toWake = state.withLock { box in
            box.state.isClosed = true
            return wakeWhenDone(&box.state)
        }
        for _ in 0..<toWake { arrivals.signal() }
    }

    /// How many files have been handed out.
    var takenCount: Int { state.withLock { $0.state.nextFile } }

    /// Offers a block to the helpers. False when there is none that needs one: then the reader parses it.
    func offer(_ block: LineBlock) -> Bool {
        let (isTaken, wakes) = state.withLock { box in
            guard box.state.blocks.count < 2 * box.state.helpers else { return (false, false) }
            box.state.blocks.append(block)
            guard box.state.waiting > 0 else { return (true, false) }
            box.state.waiting -= 1
            return (true, true)
        }
        if wakes { arrivals.signal() }
        return isTaken
    }

    /// A buffer that a helper has done with, or nil.
    func takeSpareBuffer() -> BlockBuffer? {
        state.withLock { $0.state.spareBuffers.popLast().map(Handover.init) }?.buffer
    }

    /// Gives a block's buffer back for reuse.
    func recycle(_ block: LineBlock) {
        state.withLock { $0.state.spareBuffers.append(block.buffer) }
    }

    /// Calls `body` with blocks of other workers until all files have been read and parsed.
    func help(_ body: (LineBlock) throws -> Void) rethrows {
        state.withLock { $0.state.helpers += 1 }
        defer { state.withLock { $0.state.helpers -= 1 } }
        while let block = nextBlock() { try body(block) }
    }

    private func nextBlock() -> LineBlock? {
        while true {
            let (block, mustWait) = state.withLock { box -> (LineBlock?, Bool) in
                if !box.state.blocks.isEmpty { return (box.state.blocks.removeFirst(), false) }
                if isDone(box.state) { return (nil, false) }
                box.state.waiting += 1
                return (nil, true)
            }
            if !mustWait { return block }
            arrivals.wait()
        }
    }
}

/// Carries a buffer out of the lock to its new owner.
private struct Handover: @unchecked Sendable {
    // Unchecked: the buffer has left the list of spares, so that the receiver is its one owner.
    let buffer: BlockBuffer
}
