import RetraceCore
import RetraceIngest
import RetraceStatistics

extension ClusterPiece {
    /// Writes all that was learnt as one stream, without records: for pieces of the next stage, or a later merge.
    public func merge(to path: String) throws {
        let name = "merge \(known.sources.sorted())"
        try write(to: path, piece: name) { try known.write(to: $0, texts: texts.texts()) }
    }

    /// The result, once everything has been learnt. Throws ``RetraceCore/RetraceError`` of kind `data` when a file was not
    /// mapped, or records were not reduced exactly once.
    public func result() throws -> ReplayReport {
        if let missing = (0..<job.fileCount).first(where: { known.files[$0] == nil }) {
            throw RetraceError(
                .data, "File number \(missing) of \(job.fileCount) was not mapped, or its piece was not given.")
        }
        if let (kind, part) = known.emitted.firstDifference(from: known.taken) {
            throw RetraceError(
                .data,
                "Of part \(part), \(known.emitted[kind, part]) records (\(kind)) were mapped and \(known.taken[kind, part]) "
                    + "reduced: a piece is missing, or was given twice.")
        }
        let files = known.files.sorted { $0.key < $1.key }.map(\.value)
        let run = Reconstruction(
            options,
            files: files.map(\.logFile),
            numbers: Array(files.indices), of: files.count, streams: host.streams, texts: texts,
            cancellation: cancellation, plan: host.plan)
        for (number, file) in files.enumerated() { run.ledger.restore(file.entry, of: number) }
        run.mappings.withLock { $0 = known.mappings }
        try run.checkRejected(known.streams)
        return run.makeReport(known.tally, known.streams)
    }
}
