import RetraceCore

extension PartitionStore {
    /// The spill files that hold something of the store, each once.
    var spillFiles: [SpillFile] {
        var seen: Set<ObjectIdentifier> = []
        return contents.withLock { all in
            all.flatMap(\.extents).map(\.file).filter { seen.insert(ObjectIdentifier($0)).inserted }
        }
    }

    /// Writes where the store's records lie in spill files, of the partitions given. Nothing of them may lie in memory.
    public func encodeExtents(
        of partitions: Range<Int>, into encoder: inout MessageEncoder, _ keeper: SpillKeeper
    ) {
        let extents = contents.withLock { all in partitions.map { all[$0].extents } }
        for (partition, extents) in zip(partitions, extents) where !extents.isEmpty {
            encoder.number(UInt64(partition))
            encoder.number(UInt64(extents.count))
            for extent in extents {
                encoder.number(UInt64(keeper.number(of: extent.file)))
                encoder.number(UInt64(extent.offset))
                encoder.number(UInt64(extent.storedBytes))
                encoder.number(UInt64(extent.bytes))
                encoder.word(extent.checksum)
            }
        }
    }

    /// Adds the extents that ``encodeExtents(of:into:_:)`` wrote. Throws ``RetraceCore/MalformedMessage``.
    public func addExtents(from decoder: inout MessageDecoder, _ keeper: SpillKeeper) throws {
        while !decoder.isAtEnd {
            let partition = try decoder.integer(Int.self)
            guard partition < partitionCount else { throw MalformedMessage() }
            var added = PartitionContents(pool: pool)
            for _ in 0..<(try decoder.count(bytesEach: 12)) {
                added.extents.append(
                    SpillExtent(
                        file: try keeper.file(numbered: try decoder.integer()), offset: try decoder.integer(),
                        storedBytes: try decoder.integer(), bytes: try decoder.integer(),
                        checksum: try decoder.word()))
            }
            add(added, to: partition)
        }
    }
}

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
