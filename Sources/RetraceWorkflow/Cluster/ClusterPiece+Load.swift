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

    /// The files that streams are about. A stream that can be read but once holds those that it has records of.
    func files(of paths: [String]) throws -> [Int: PartialRun.File] {
        var found = PartialRun()
        for path in paths where path != "-" {
            try withReader(of: path) { try found.add($0, texts: texts, wanted: [.files]) }
        }
        return found.files
    }

    /// Tells the passes which files were read to their end and are as they should be, of those that earlier pieces mapped:
    /// estimates of what others held rest on that. The files of the stage's own streams must be among them.
    func judgeFiles(_ files: [Int: PartialRun.File]) {
        let sorted = files.sorted { $0.key < $1.key }
        let check = ManifestCheck(
            options.manifest, sampling: options.sampling, files: sorted.map(\.value.logFile),
            entry: { sorted[$0].value.entry })
        var whole = [Bool](repeating: false, count: job.fileCount)
        for (position, file) in sorted.enumerated() where file.key < whole.count {
            whole[file.key] = check.wholeFiles[position]
        }
        host.filesJudged.withLock { $0 = whole }
        // Evidence names lines by their numbers.
        if sink != nil { for (number, file) in files { host.ledger.restore(file.entry, of: number) } }
    }

    /// The records of a part, out of blocks that were taken out of their streams.
    func load(
        _ stage: ClusterStage, part: Int, fromBlocks path: String, _ found: inout PartialRun
    ) throws -> [ExchangeKind: PartitionStore] {
        let target = PartLoader(stage, part: part, of: self)
        try withInput(path) { file, name in
            let reader = RecordBlockReader(from: file, name: name, of: job.identity)
            reader.blocks.meter = host.progress.blocks
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
        for kind in taken(by: stage) {
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

extension ClusterPiece {
    /// The kinds of records that a stage's reducers take.
    fileprivate func taken(by stage: ClusterStage) -> [ExchangeKind] {
        stage.taken + (stage == .exposures && sink != nil ? [.evidence] : [])
    }
}

/// Loads the records of one part that a stage takes, into a store for each kind.
private struct PartLoader {
    private let part: UInt32
    private let stores: [ExchangeKind: PartitionStore]
    private let loaders: [ExchangeKind: RecordLoader]
    private let evidence: EvidenceLoader?

    init(_ stage: ClusterStage, part: Int, of piece: ClusterPiece) {
        self.part = UInt32(part)
        stores = Dictionary(uniqueKeysWithValues: piece.taken(by: stage).map { ($0, piece.host.makeStore()) })
        evidence = stores[.evidence].map { EvidenceLoader(into: $0, texts: piece.texts) }
        loaders = stores.filter { $0.key != .evidence }.mapValues {
            RecordLoader(into: $0, texts: piece.texts, dividingPartOf: piece.job.partitionBits)
        }
    }

    func takes(_ head: ExchangeBlockHead) -> Bool { head.part == part && stores[head.kind] != nil }

    func load(_ block: ExchangeBlock, from reader: ExchangeBlockReader, _ found: inout PartialRun) throws {
        if block.head.kind == .evidence {
            try evidence?.load(block, from: reader)
        } else {
            try loaders[block.head.kind]?.load(block, from: reader)
        }
        found.taken.add(block.head.kind, part: Int(part), records: Int(block.head.count))
    }

    func finish() -> [ExchangeKind: PartitionStore] {
        for loader in loaders.values { loader.finish() }
        evidence?.finish()
        return stores
    }
}
