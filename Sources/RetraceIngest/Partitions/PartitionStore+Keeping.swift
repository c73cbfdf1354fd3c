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
