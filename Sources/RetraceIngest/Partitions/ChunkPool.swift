import RetraceCore
import Synchronization

/// Memory for partitions, handed out in chunks and taken back. Thread-safe; locked once a chunk, never once a record.
public final class ChunkPool: Sendable {
    /// Bytes of an ordinary chunk.
    public let chunkBytes: Int
    /// What is held, against what may be.
    public let budget: MemoryBudget
    private let free = Mutex<[Chunk]>([])

    /// A pool of chunks of `chunkBytes`.
    public init(chunkBytes: Int, budget: MemoryBudget) {
        self.chunkBytes = chunkBytes
        self.budget = budget
    }

    deinit {
        free.withLock { chunks in
            for chunk in chunks { chunk.base.deallocate() }
        }
    }

    /// An empty chunk for at least `bytes` bytes.
    func take(bytes: Int) -> Chunk {
        let capacity = max(bytes, chunkBytes)
        budget.add(capacity)
        if capacity == chunkBytes, let chunk = free.withLock({ $0.popLast() }) { return chunk }
        return Chunk(base: .allocate(byteCount: capacity, alignment: 64), capacity: capacity, count: 0)
    }

    /// Takes a chunk back.
    func give(_ chunk: Chunk) {
        budget.remove(chunk.capacity)
        guard chunk.capacity == chunkBytes else { return chunk.base.deallocate() }
        free.withLock { $0.append(Chunk(base: chunk.base, capacity: chunk.capacity, count: 0)) }
    }
}
