import RetraceCore
import RetraceIngest

extension ClusterPiece {
    /// The records of a part, out of whole streams.
    func load(
        _ stage: ClusterStage, part: Int, from paths: [String], _ found: inout PartialRun
    ) throws -> [ExchangeKind: PartitionStore] {
        let target = PartLoader(stage, part: part, of: self)
        var sources: Set<UInt64> = []
        for path in paths {
            try withReader(of: path) { reader in
                guard sources.insert(reader.source).inserted else {
                    throw RetraceError(.data, "'\(path)' holds a piece that was given already: give each piece once.")
                }
                while let block = try reader.next(where: target.takes) {
                    guard target.takes(block.head) else { continue }
                    try target.load(block, from: reader.blocks, &found)
                    try cancellation.check()
                }
            }
        }
        return target.finish()
    }

    /// The records of a part, out of blocks that were taken out of their streams.
    func load(
        _ stage: ClusterStage, part: Int, fromBlocks path: String, _ found: inout PartialRun
    ) throws -> [ExchangeKind: PartitionStore] {
        let target = PartLoader(stage, part: part, of: self)
        try withInput(path) { file, name in
            let reader = RecordBlockReader(from: file, name: name, of: job.identity)
            while let block = try reader.next() {
                guard target.takes(block.head) else {
                    throw RetraceError(
                        .data,
                        "\(name) holds a block of part \(block.head.part) (\(block.head.kind)) at byte "
                            + "\(block.offset), and this piece reduces part \(part) of '\(stage.rawValue)'.")
                }
                try target.load(block, from: reader.blocks, &found)
                try cancellation.check()
            }
        }
        for kind in stage.taken {
            let (mapped, taken) = (known.emitted[kind, part], found.taken[kind, part])
            guard mapped == taken else {
                throw RetraceError(
                    .inputOutput,
                    "Of part \(part), \(taken) records (\(kind)) came, and the streams given by --known say \(mapped): a "
                        + "block is missing, or a stream is.")
            }
        }
        return target.finish()
    }
}

/// Loads the records of one part that a stage takes, into a store for each kind.
private struct PartLoader {
    private let part: UInt32
    private let stores: [ExchangeKind: PartitionStore]
    private let loaders: [ExchangeKind: RecordLoader]

    init(_ stage: ClusterStage, part: Int, of piece: ClusterPiece) {
        self.part = UInt32(part)
        stores = Dictionary(uniqueKeysWithValues: stage.taken.map { ($0, piece.host.makeStore()) })
        loaders = stores.mapValues {
            RecordLoader(into: $0, texts: piece.texts, dividingPartOf: piece.job.partitionBits)
        }
    }

    func takes(_ head: ExchangeBlockHead) -> Bool { head.part == part && loaders[head.kind] != nil }

    func load(_ block: ExchangeBlock, from reader: ExchangeBlockReader, _ found: inout PartialRun) throws {
        try loaders[block.head.kind]?.load(block, from: reader)
        found.taken.add(block.head.kind, part: Int(part), records: Int(block.head.count))
    }

    func finish() -> [ExchangeKind: PartitionStore] {
        for loader in loaders.values { loader.finish() }
        return stores
    }
}
