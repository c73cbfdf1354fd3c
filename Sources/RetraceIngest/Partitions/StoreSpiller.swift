import RetraceCore

/// Moves what a store holds in memory to a spill file. One a thread; not thread-safe.
public final class StoreSpiller {
    private let store: PartitionStore
    private var file: SpillFile?

    /// Bytes of records that make an extent.
    private static let extentBytes = 16 << 20

    /// A spiller of `store`, which nobody else may use meanwhile.
    public init(_ store: PartitionStore) { self.store = store }

    /// Moves a partition. Throws ``RetraceError`` of kind `inputOutput`; then what was not written stays in memory.
    public func spill(_ partition: Int) throws {
        var chunks = store.takeChunks(of: partition)
        defer { store.add(PartitionContents(chunks: chunks, pool: store.pool), to: partition) }
        while !chunks.isEmpty {
            var bytes = 0
            let count = chunks.prefix { chunk in
                defer { bytes += chunk.count }
                return bytes < StoreSpiller.extentBytes
            }.count
            let extent = try spillFile().append(Array(chunks[..<count]))
            store.pool.budget.addSpilled(extent.storedBytes)
            for chunk in chunks[..<count] { store.pool.give(chunk) }
            chunks.removeFirst(count)
            store.add(PartitionContents(extents: [extent], pool: store.pool), to: partition)
        }
    }

    private func spillFile() throws -> SpillFile {
        if let file { return file }
        let made = try SpillFile(folder: store.spillFolder)
        file = made
        return made
    }
}
