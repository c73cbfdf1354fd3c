import RetraceCore
import RetraceIngest

extension ClusterPiece {
    /// Reads the piece's files of the streams that `stage` is about, whole, and writes their records by part, and what was
    /// found beside them. The stages after the first keep what earlier pieces asked for: see `learn`.
    ///
    /// `task` tells pieces apart that have no files. Throws ``RetraceCore/RetraceError`` and ``Cancelled``. Damaged files don't throw: the
    /// result will name them. Files that come joined and don't come whole do.
    public func map(_ stage: ClusterStage, task: Int = 0, to path: String) throws {
        let store = PartitionStore(partitionBits: job.partitionBits, pool: host.pool, spillFolder: options.spillFolder)
        var found = PartialRun()
        let filters = stage == .exposures ? makeFilters() : nil
        let uploads = stage == .uploads ? try makeUploadFilter() : nil
        let outcome = try host.read(stage.streams, into: store, &found.streams) { plan in
            // A piece can't know whether lines of one event are in other pieces.
            plan.keepsWholeUses = true
            plan.impressionFilter = filters?.exposed
            plan.ownerFilter = filters?.affected
            plan.uploadFilter = uploads
        }
        try finishContents()
        found.audienceEvents = outcome.audienceEvents
        found.mappings = outcome.mappings
        for (number, file) in zip(host.fileNumbers, host.files) where stage.streams.contains(file.stream) {
            found.files[number] = PartialRun.File(
                stream: file.stream, name: file.name, size: file.size, entry: host.ledger.entry(of: number))
        }
        try write(to: path, piece: "map \(stage.rawValue) \(host.fileNumbers.sorted()) \(task)") { writer in
            var texts = TextDictionary(self.texts.texts())
            for part in 0..<store.partitionCount {
                try cancellation.check()
                try writer.writeRecords(stage.records, of: part, in: store, keeping: false, texts: &texts)
            }
            try found.write(to: writer, texts: self.texts.texts())
        }
    }

    /// Files that were cut short on their way here are no damaged files: nothing of them counts.
    private func finishContents() throws {
        do {
            try contents?.finish()
        } catch {
            try cancellation.check()
            throw error
        }
    }

    /// What every mapper of uploads holds of the pairs that are asked for, in bytes: the list and the table made of it.
    static func uploadRequestBytes(_ count: Int) -> Int {
        count * MemoryLayout<UploadRequest>.stride + UploadFilter.byteCount(count)
    }

    /// Throws before memory runs out, which another attempt would meet again.
    private func makeUploadFilter() throws -> UploadFilter {
        let (count, bytes) = (known.requests.count, ClusterPiece.uploadRequestBytes(known.requests.count))
        guard bytes <= options.memoryBytes else {
            throw RetraceError(
                .usage,
                "Matches without a hash ask for \(count) pairs of audience and identifier, which take \(bytes >> 20) MiB in "
                    + "each piece that maps uploads: give --memory as much or more.")
        }
        return UploadFilter(known.requests)
    }

    private func makeFilters() -> (exposed: AccountFilter, affected: AccountFilter) {
        let bytes = host.plan.filterBytes / 2
        let affected = AccountFilter(capacity: known.affected.count + known.exposed.count, maxBytes: bytes)
        let exposed = AccountFilter(capacity: known.exposed.count, maxBytes: bytes)
        for key in known.affected { affected.insert(key) }
        for key in known.exposed {
            affected.insert(key)
            exposed.insert(key)
        }
        return (exposed, affected)
    }
}

extension ClusterStage {
    /// What its mappers emit.
    var records: ExchangeKind {
        switch self {
        case .identities: .identities
        case .uploads: .deferred
        case .exposures: .exposures
        case .persons: .persons
        }
    }

    /// What its reducers take.
    var taken: [ExchangeKind] {
        self == .exposures ? [.exposures, .outcomes] : [records]
    }
}
