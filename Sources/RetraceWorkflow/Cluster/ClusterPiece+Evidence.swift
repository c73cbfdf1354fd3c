import RetraceCore
import RetraceHost
import RetraceIngest

extension ClusterPiece {
    /// Hands the evidence of the whole run to `sink`, in the order of parts and of their partitions. `paths` are the streams of
    /// those who reduced exposures, or the blocks of kind `caseAccounts` taken out of them, in any order; other blocks are
    /// skipped over. What was learnt must be all there is.
    ///
    /// Throws ``RetraceCore/RetraceError``: of kind `usage` when the run collected none, `data` when some is missing or comes
    /// twice, and what `sink` throws.
    public func handEvidence(from paths: [String], to sink: any EvidenceSink) throws {
        guard job.caseSource != nil else {
            throw RetraceError(.usage, "The pieces collected no evidence for a case: 'retrace plan' takes --evidence.")
        }
        var places: [EvidencePlace: (path: String, offset: UInt64)] = [:]
        for path in paths { try note(path, &places) }
        let count = places.keys.reduce(1) { max($0, Int($1.batch) + 1) }
        var snapshot = texts.texts()
        for part in 0..<job.identity.partCount {
            let hasAccounts = known.taken[.outcomes, part] > 0 || known.taken[.exposures, part] > 0
            for number in 0..<count {
                try cancellation.check()
                var batch = EvidenceBatch(partition: number)
                if let place = places[EvidencePlace(part: UInt32(part), batch: UInt32(number))] {
                    batch = try readEvidence(place.path, at: place.offset, count: count, &snapshot)
                } else if hasAccounts {
                    throw RetraceError(.data, "The evidence of part \(part) is missing, or some of it.")
                }
                batch.partition = part * count + number
                try sink.take(batch, texts: snapshot, partitionCount: job.identity.partCount * count)
            }
        }
    }

    private struct EvidencePlace: Hashable {
        var part: UInt32
        var batch: UInt32
    }

    private func note(_ path: String, _ places: inout [EvidencePlace: (path: String, offset: UInt64)]) throws {
        try withInput(path) { file, name in
            let reader = ExchangeBlockReader(from: file, name: name)
            while let head = try reader.readHead() {
                guard head.digest == job.identity.digest else {
                    throw RetraceError(.data, "'\(name)' holds a block of another run.")
                }
                let block = try reader.readBlock(head, isWanted: false)
                guard head.kind == .caseAccounts else { continue }
                let place = EvidencePlace(part: head.part, batch: head.count)
                guard places.updateValue((path, block.offset), forKey: place) == nil else {
                    throw RetraceError(.data, "'\(name)' holds evidence of part \(head.part) that was given already.")
                }
            }
        }
    }

    /// Reads the batch at an offset, and has the texts it names in `snapshot`.
    private func readEvidence(
        _ path: String, at offset: UInt64, count: Int, _ snapshot: inout Texts
    ) throws -> EvidenceBatch {
        try withInput(path) { file, name in
            let reader = ExchangeBlockReader(from: file, name: name)
            try reader.pass(over: offset)
            guard let head = try reader.readHead(), head.kind == .caseAccounts else {
                throw reader.damage(offset, "it changed while it was read")
            }
            var highest: TextID = 0
            let batch = try reader.decode(try reader.readBlock(head, isWanted: true)) { decoder in
                try decoder.readTexts { bytes in
                    let text = texts.intern(bytes)
                    highest = max(highest, text)
                    return text
                }
                guard try decoder.integer(Int.self) == count else { throw MalformedMessage() }
                return try EvidenceBatch(from: &decoder, partition: Int(head.count))
            }
            if highest >= snapshot.count { snapshot = texts.texts() }
            return batch
        }
    }

    /// Writes what the first pass found of one partition of a part for a case, if anything. `setOffset` is that of the
    /// partition's sets.
    func writeEvidence(
        _ evidence: IdentityEvidence, of partition: Int, count: Int, part: Int, setOffset: Int,
        _ writer: ExchangeWriter,
        _ texts: inout TextDictionary
    ) throws {
        guard !evidence.keys.isEmpty else { return }
        try writer.writeMessage(.evidence, part: part, count: evidence.keys.count, texts: &texts) { encoder, texts in
            encoder.number(UInt64(partition))
            encoder.number(UInt64(count))
            for key in evidence.keys { encoder.key(key) }
            evidence.batch.encode(into: &encoder, texts: &texts, setOffset: setOffset)
        }
    }
}

/// Brings what the first pass found for a case into a store. One a thread.
struct EvidenceLoader {
    private let texts: TextTable
    private let writer: PartitionWriter
    private let partitionCount: Int

    /// A loader into `store`, whose partitions are those that the evidence was written by.
    init(into store: PartitionStore, texts: TextTable) {
        self.texts = texts
        writer = store.makeWriter()
        partitionCount = store.partitionCount
    }

    /// Takes a block in. Throws ``RetraceCore/RetraceError`` of kind `inputOutput`.
    func load(_ block: ExchangeBlock, from reader: ExchangeBlockReader) throws {
        let (partition, evidence) = try reader.decode(block) { decoder in
            try decoder.readTexts(texts.intern)
            let partition = try decoder.integer(Int.self)
            guard try decoder.integer(Int.self) == partitionCount, partition < partitionCount else {
                throw MalformedMessage()
            }
            var evidence = IdentityEvidence(partition: partition)
            for _ in 0..<block.head.count { evidence.keys.append(try decoder.key()) }
            evidence.batch = try EvidenceBatch(from: &decoder, partition: partition)
            guard evidence.batch.accounts.count == evidence.keys.count else { throw MalformedMessage() }
            return (partition, evidence)
        }
        try EvidenceRecords.append(evidence, setOffset: 0, to: writer, partition: partition)
    }

    /// Hands all of it over to the store.
    func finish() { writer.finish() }
}
