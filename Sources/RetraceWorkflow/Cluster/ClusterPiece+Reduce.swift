import RetraceCore
import RetraceIngest
import RetraceReplay
import RetraceStatistics

extension ClusterPiece {
    /// Replays parts: takes their records out of streams, in whatever order they come, and writes what a later stage needs of
    /// them and their numbers. Streams may hold other parts as well. All streams that hold records of the parts must be given.
    ///
    /// `task` tells pieces apart that have no parts. Memory is bounded as in a run on one machine: a part is divided
    /// further, and spills. Throws
    /// ``RetraceCore/RetraceError`` and ``Cancelled``.
    public func reduce(
        _ stage: ClusterStage, parts: [Int], task: Int = 0, from paths: [String], to path: String
    ) throws {
        guard parts.allSatisfy({ (0..<job.identity.partCount).contains($0) }), Set(parts).count == parts.count else {
            throw RetraceError(.usage, "The parts are 0 to \(job.identity.partCount - 1), each at most once.")
        }
        try write(to: path, piece: "reduce \(stage.rawValue) \(parts.sorted()) \(task)") { writer in
            var found = PartialRun()
            judgeFiles(known.files.merging(try files(of: paths)) { known, _ in known })
            for part in parts.sorted() {
                let stores = try load(stage, part: part, from: paths, &found)
                try replay(stage, part, stores, &found, writer)
            }
            try found.write(to: writer, texts: texts.texts())
        }
    }

    /// Replays one part, as ``reduce(_:parts:task:from:to:)`` does, from blocks of records without their streams. All records
    /// must come that what was learnt says there are, so that streams of all the stage's mappers must have been learnt from.
    public func reduce(_ stage: ClusterStage, part: Int, fromBlocks path: String, to output: String) throws {
        guard (0..<job.identity.partCount).contains(part) else {
            throw RetraceError(.usage, "The parts are 0 to \(job.identity.partCount - 1).")
        }
        try write(to: output, piece: "reduce \(stage.rawValue) \([part]) \(part)") { writer in
            var found = PartialRun()
            judgeFiles(known.files)
            let stores = try load(stage, part: part, fromBlocks: path, &found)
            try replay(stage, part, stores, &found, writer)
            try found.write(to: writer, texts: texts.texts())
        }
    }

    private func replay(
        _ stage: ClusterStage, _ part: Int, _ stores: [ExchangeKind: PartitionStore], _ found: inout PartialRun,
        _ writer: ExchangeWriter
    ) throws {
        guard let store = stores[stage.records] else { return }
        switch stage {
        case .identities:
            try replayIdentities(part, store, deferring: job.has(.uploads) ? host.makeStore() : nil, &found, writer)
        case .uploads: try replayIdentities(part, store, deferring: nil, &found, writer)
        case .exposures:
            guard let outcomes = stores[.outcomes] else { return }
            sink?.turn(to: writer, part: part)
            defer { sink?.turn(to: nil) }
            try replayExposures(part, store, outcomes, stores[.evidence] ?? host.makeStore(), &found, writer)
        case .persons:
            let pass = ExposurePass(host, catalog: makeCatalog(), havePersons: true)
            try pass.countPersons(store, &found.tally)
        }
    }

    private func replayIdentities(
        _ part: Int, _ store: PartitionStore, deferring deferred: PartitionStore?, _ found: inout PartialRun,
        _ writer: ExchangeWriter
    ) throws {
        let pass = IdentityPass(host, catalog: makeCatalog())
        try pass.run(from: store, deferringTo: deferred)
        found.tally.merge(pass.tally)
        for request in pass.requests { found.requests.append(UploadRequest(request, to: part)) }
        let first = known.setCounts[part] ?? 0
        found.setCounts[part] =
            try writeOutcomes(of: pass, part: part, deferred, setCount: first, &found, writer) - first
    }

    /// Writes what a first pass found of a part, and what it put off. Sets of sources are numbered from `setCount` on; returns
    /// how many there are then.
    private func writeOutcomes(
        of pass: IdentityPass, part: Int, _ deferred: PartitionStore?, setCount first: Int, _ found: inout PartialRun,
        _ writer: ExchangeWriter
    ) throws -> Int {
        var texts = TextDictionary(texts.texts())
        var setCount = first
        for partition in 0..<pass.outcomes.partitionCount {
            try found.noteAccounts(ExposureRecords.table(of: partition, from: pass.outcomes, keeping: true))
            try writer.writeRecords(
                .outcomes, of: partition, in: pass.outcomes, as: part, keeping: false, texts: &texts,
                setOffset: setCount)
            if sink != nil {
                let evidence = try EvidenceRecords.evidence(taking: partition, from: pass.evidence)
                try writeEvidence(
                    evidence, of: partition, count: pass.outcomes.partitionCount, part: part, setOffset: setCount,
                    writer,
                    &texts)
            }
            setCount += pass.setCounts[partition]
            guard let deferred else { continue }
            try writer.writeRecords(.deferred, of: partition, in: deferred, as: part, keeping: false, texts: &texts)
        }
        return setCount
    }

    private func replayExposures(
        _ part: Int, _ store: PartitionStore, _ outcomes: PartitionStore, _ evidence: PartitionStore,
        _ found: inout PartialRun,
        _ writer: ExchangeWriter
    ) throws {
        let persons = PartitionStore(
            partitionBits: job.partitionBits, pool: host.pool, spillFolder: options.spillFolder)
        let pass = ExposurePass(host, catalog: makeCatalog(), havePersons: job.has(.accounts))
        found.tally = try pass.run(
            from: store, outcomes: outcomes, evidence: evidence, persons: persons, startingWith: found.tally)
        guard job.has(.accounts) else { return }
        var texts = TextDictionary(texts.texts())
        for personPart in 0..<persons.partitionCount {
            try writer.writeRecords(.persons, of: personPart, in: persons, keeping: false, texts: &texts)
        }
    }
}
