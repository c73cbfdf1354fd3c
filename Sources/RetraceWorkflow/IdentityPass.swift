import RetraceCore
import RetraceIngest
import RetraceReplay
import RetraceStatistics
import Synchronization

/// The first pass over all partitions, and what the second one needs of it. `run` is called by one thread at a time.
final class IdentityPass {
    private let run: Reconstruction
    private let catalog: AudienceCatalog
    /// The exposure tables, for the second pass.
    let outcomes: PartitionStore
    /// What a case needs of the affected accounts, when there is one; else nothing.
    let evidence: PartitionStore
    /// How many sets of sources each partition's tables have so far.
    private(set) var setCounts: [Int]
    private var affectedCount = 0
    private var exposedCount = 0
    private(set) var tally = Tally()
    /// Uploads that accounts put off are waiting for.
    private(set) var requests: [UploadRequest] = []
    /// Whether it takes whole hashes to tell which lines count: then nothing of this pass is to be used.
    private var needsWholeUses = false

    convenience init(_ run: Reconstruction, catalog: AudienceCatalog) {
        self.init(run, catalog, outcomes: run.makeStore(), evidence: run.makeStore())
    }

    /// The pass of a run that has come as far as `state` says. Throws ``RetraceCore/RetraceError`` of kind `inputOutput` when a
    /// spill file can't be read.
    convenience init(_ run: Reconstruction, catalog: AudienceCatalog, _ state: RunState) throws {
        self.init(run, catalog, outcomes: state.outcomes, evidence: state.evidence)
        tally = state.tally
        requests = state.requests
        setCounts = state.setCounts
        for partition in 0..<outcomes.partitionCount {
            let accounts = try ExposureRecords.table(of: partition, from: outcomes, keeping: true).accounts
            affectedCount += accounts.count
            exposedCount += accounts.count { $0.spanCount > 0 }
        }
    }

    private init(
        _ run: Reconstruction, _ catalog: AudienceCatalog, outcomes: PartitionStore, evidence: PartitionStore
    ) {
        self.run = run
        self.catalog = catalog
        self.outcomes = outcomes
        self.evidence = evidence
        setCounts = Array(repeating: 0, count: outcomes.partitionCount)
    }

    /// What one worker has found. Its writer is used by that worker alone.
    private struct Part: @unchecked Sendable {
        let outcomes: PartitionWriter
        /// Only while evidence is collected.
        let evidence: PartitionWriter?
        var setCounts: [(partition: Int, count: Int)] = []
        var affectedCount = 0
        var exposedCount = 0
        var tally = Tally()
        var facts = PartitionFacts()
        var requests: [UploadRequest] = []
        var needsWholeUses = false
        var deferred: PartitionWriter?
        let identities = IdentityPartition()

        mutating func add(_ outcome: IdentityOutcome, setOffset: Int, partition: Int) throws {
            let table = outcome.exposures
            if outcome.needsWholeUses { needsWholeUses = true }
            try ExposureRecords.append(
                table, setOffset: setOffset, to: outcomes, partition: partition, withSets: evidence != nil)
            if let evidence {
                try EvidenceRecords.append(
                    outcome.evidence, setOffset: setOffset, to: evidence, partition: partition)
            }
            setCounts.append((partition, table.sourceSets.count))
            affectedCount += table.accounts.count
            for account in table.accounts where account.spanCount > 0 { exposedCount += 1 }
        }

        mutating func open(_ store: PartitionStore) {
            if deferred == nil { deferred = store.makeWriter() }
        }
    }

    /// Replays the partitions of a store. With `deferred`, accounts that need uploads are put off: their records go there. With
    /// `saving`, the run is saved now and then. Throws ``NeedsWholeUses`` as well.
    func run(
        from store: PartitionStore, deferringTo deferred: PartitionStore?, saving: SavePoint? = nil
    ) throws {
        let partitions = Counter()
        while true {
            try replay(partitions, of: store, deferringTo: deferred, until: saving?.isDue)
            if needsWholeUses { throw NeedsWholeUses() }
            if partitions.isDone(below: store.partitionCount) { return }
            try saving?.save()
        }
    }

    private func replay(
        _ partitions: Counter, of store: PartitionStore, deferringTo deferred: PartitionStore?,
        until isDue: (@Sendable () -> Bool)?
    ) throws {
        let texts = run.texts.texts()
        let inputs = ReplayInputs(
            policy: run.options.policy, cutoff: run.options.cutoff.instant, texts: texts, catalog: catalog,
            uploadsPending: deferred != nil, clockSkewMilliseconds: run.options.clockSkewMilliseconds,
            lines: run.sink == nil ? nil : run.ledger.lineNumbers(),
            wholeFiles: run.wholeFiles())
        let (outcomes, evidence, setCounts) = (outcomes, run.sink == nil ? nil : evidence, setCounts)
        let progress = run.progress
        let parts = try run.workers.forEach(below: store.partitionCount, from: partitions, until: isDue) {
            Part(outcomes: outcomes.makeWriter(), evidence: evidence?.makeWriter())
        } _: { partition, part in
            let identities = part.identities
            try identities.take(partition, from: store)
            var batch = identities.lendBatch()
            part.facts.clear()
            let outcome = IdentityReplayer.replay(&batch, inputs, into: &part.facts)
            identities.giveBack(batch)
            defer { identities.discard() }
            progress.addPartition()
            part.tally.add(part.facts)
            try part.add(outcome, setOffset: setCounts[partition], partition: partition)
            guard let deferred, !outcome.deferred.isEmpty else { return }
            part.open(deferred)
            if let writer = part.deferred {
                try identities.copyRecords(ofGroups: outcome.deferred, to: writer, partition: partition)
            }
            for need in outcome.needs {
                part.requests.append(
                    UploadRequest(
                        audienceHash: TextHash.of(texts.bytes(need.audience)), identifier: need.identifier,
                        partition: partition))
            }
        }
        for part in parts {
            part.deferred?.finish()
            tally.merge(part.tally)
            requests += part.requests
            if part.needsWholeUses { needsWholeUses = true }
            part.outcomes.finish()
            part.evidence?.finish()
            for (partition, count) in part.setCounts { self.setCounts[partition] += count }
            affectedCount += part.affectedCount
            exposedCount += part.exposedCount
        }
    }

    /// Filters of the accounts that can still matter: those whose impressions and those whose owners are asked for.
    func makeFilters(maxBytes: Int) throws -> (exposed: AccountFilter, affected: AccountFilter) {
        let affected = AccountFilter(capacity: affectedCount, maxBytes: maxBytes / 2)
        let exposed = AccountFilter(capacity: exposedCount, maxBytes: maxBytes / 2)
        for partition in 0..<outcomes.partitionCount {
            let table = try ExposureRecords.table(of: partition, from: outcomes, keeping: true)
            for account in table.accounts {
                affected.insert(account.key)
                if account.spanCount > 0 { exposed.insert(account.key) }
            }
        }
        return (exposed, affected)
    }
}
