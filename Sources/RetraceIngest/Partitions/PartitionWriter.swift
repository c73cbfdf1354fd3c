import RetraceCore

/// One thread's way into a ``PartitionStore``: appends records to partitions, and spills what it holds when the memory
/// budget is exhausted. Not thread-safe; `finish` hands everything over.
public final class PartitionWriter {
    private let store: PartitionStore
    private let pool: ChunkPool
    /// The chunk being filled, by partition: behind a pointer, as the hot loops go through it once a record.
    private let open: UnsafeMutableBufferPointer<OpenChunk>
    private var full: [[Chunk]]
    private var fullBytes = 0
    private var extents: [[SpillExtent]]
    private var spill: SpillFile?
    private var failure: (any Error)?

    /// Invariant: `next + left` is the end of the chunk. Without a chunk all are zero.
    private struct OpenChunk {
        var next: UnsafeMutableRawPointer?
        var left = 0
        var chunk: Chunk?

        var filled: Chunk? {
            guard var chunk else { return nil }
            chunk.count = chunk.capacity - left
            return chunk
        }
    }

    init(_ store: PartitionStore) {
        self.store = store
        pool = store.pool
        let count = store.partitionCount
        open = .allocate(capacity: count)
        open.initialize(repeating: OpenChunk())
        full = Array(repeating: [], count: count)
        extents = Array(repeating: [], count: count)
    }

    deinit {
        for entry in open { if let chunk = entry.chunk { pool.give(chunk) } }
        for chunk in full.joined() { pool.give(chunk) }
        open.deallocate()
    }

    /// Room for a record of `bytes` bytes at the end of `partition`, to be filled at once. When spilling fails the record
    /// stays in memory, and `check` tells.
    @inline(__always)
    func reserve(_ bytes: Int, in partition: Int) -> UnsafeMutableRawPointer {
        let entry = open.baseAddress! + partition
        let left = entry.pointee.left &- bytes
        guard left >= 0, let place = entry.pointee.next else { return reserveInNewChunk(bytes, in: partition) }
        entry.pointee.left = left
        entry.pointee.next = place + bytes
        return place
    }

    private func reserveInNewChunk(_ bytes: Int, in partition: Int) -> UnsafeMutableRawPointer {
        if let chunk = open[partition].filled {
            full[partition].append(chunk)
            fullBytes += chunk.capacity
            open[partition] = OpenChunk()
        }
        // A writer that holds little leaves the spilling to the others.
        if pool.budget.isExhausted && fullBytes * 8 > pool.budget.spillBytes && failure == nil {
            do { try spillFullChunks() } catch { failure = error }
        }
        let chunk = pool.take(bytes: bytes)
        open[partition] = OpenChunk(next: chunk.base + bytes, left: chunk.capacity - bytes, chunk: chunk)
        return chunk.base
    }

    /// Throws the ``RetraceError`` of kind `inputOutput` that spilling failed with, if it did. To be called every so many
    /// records, since those kept in memory for want of a file are over the budget.
    public func check() throws {
        if let failure { throw failure }
    }

    private func spillFullChunks() throws {
        let file: SpillFile
        if let spill { file = spill } else { file = try SpillFile(folder: store.spillFolder) }
        spill = file
        for partition in full.indices where !full[partition].isEmpty {
            let extent = try file.append(full[partition])
            extents[partition].append(extent)
            pool.budget.addSpilled(extent.storedBytes)
            for chunk in full[partition] { pool.give(chunk) }
            full[partition].removeAll(keepingCapacity: true)
        }
        fullBytes = 0
    }

    /// Hands all records over to the store. The writer may be used again.
    public func finish() {
        for partition in full.indices {
            if let chunk = open[partition].filled {
                full[partition].append(chunk)
                open[partition] = OpenChunk()
            }
            store.add(
                PartitionContents(chunks: full[partition], extents: extents[partition], pool: pool), to: partition)
            full[partition] = []
            extents[partition] = []
        }
        fullBytes = 0
    }
}
