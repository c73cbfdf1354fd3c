import RetraceCore
import RetraceHost

/// Memory for partitions, handed out in chunks and taken back. Thread-safe; locked once a chunk, never once a record.
public final class ChunkPool: Sendable {
    /// Bytes of an ordinary chunk.
    public let chunkBytes: Int
    /// What is held, against what may be.
    public let budget: MemoryBudget
    private let state = Lock(State())

    private struct State: Sendable {
        var free: [Chunk] = []
        var slabs: [Slab] = []
        /// Bytes of the last slab that have been cut into chunks.
        var slabUsed = Slab.bytes
        /// Ordinary chunks that were allocated one by one.
        var lone: [Place] = []
    }

    private struct Place: @unchecked Sendable {
        // Unchecked: only ever freed, by the pool's end.
        let base: UnsafeMutableRawPointer
    }

    /// A pool of chunks of `chunkBytes`, which is at most ``Slab/bytes``.
    public init(chunkBytes: Int, budget: MemoryBudget) {
        precondition(chunkBytes <= Slab.bytes)
        self.chunkBytes = chunkBytes
        self.budget = budget
    }

    deinit {
        state.withLock { state in
            for slab in state.slabs { slab.unmap() }
            for place in state.lone { place.base.deallocate() }
        }
    }

    /// An empty chunk for at least `bytes` bytes.
    func take(bytes: Int) -> Chunk {
        let capacity = max(bytes, chunkBytes)
        budget.add(capacity)
        if capacity == chunkBytes { return state.withLock { takeOrdinary(&$0) } }
        return Chunk(base: HostMemory.allocate(capacity), capacity: capacity, count: 0)
    }

    /// A chunk that was given back, or the next of a slab. Where there is no room for a slab, there may be some for a chunk.
    private func takeOrdinary(_ state: inout State) -> Chunk {
        if let chunk = state.free.popLast() { return chunk }
        if state.slabUsed + chunkBytes > Slab.bytes {
            guard let slab = Slab() else { return lone(&state) }
            state.slabs.append(slab)
            state.slabUsed = 0
        }
        defer { state.slabUsed += chunkBytes }
        return Chunk(base: state.slabs[state.slabs.count - 1].base + state.slabUsed, capacity: chunkBytes, count: 0)
    }

    private func lone(_ state: inout State) -> Chunk {
        let place = HostMemory.allocate(chunkBytes)
        state.lone.append(Place(base: place))
        return Chunk(base: place, capacity: chunkBytes, count: 0)
    }

    /// Takes a chunk back.
    func give(_ chunk: Chunk) {
        budget.remove(chunk.capacity)
        guard chunk.capacity == chunkBytes else { return chunk.base.deallocate() }
        state.withLock { $0.free.append(Chunk(base: chunk.base, capacity: chunk.capacity, count: 0)) }
    }
}
