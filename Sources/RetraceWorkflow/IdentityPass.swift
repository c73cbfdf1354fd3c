import RetraceCore
import RetraceIngest
import RetraceReplay
import RetraceStatistics
import Synchronization

/// The first pass over all partitions, and what the second one needs of it. `run` is called by one thread at a time.
final class IdentityPass {
    private let run: Reconstruction
    private let catalog: AudienceCatalog
    /// By partition.
    private(set) var tables: [ExposureTable]
    private(set) var tally = Tally()
    /// Uploads that accounts put off are waiting for.
    private(set) var requests: [UploadRequest] = []

    init(_ run: Reconstruction, catalog: AudienceCatalog) {
        self.run = run
        self.catalog = catalog
        tables = Array(repeating: ExposureTable(), count: 1 << run.plan.partitionBits)
    }

    /// What one worker has found. Its writer is used by that worker alone.
    private struct Part: @unchecked Sendable {
        var tables: [(partition: Int, table: ExposureTable)] = []
        var tally = Tally()
        var facts = PartitionFacts()
        var requests: [UploadRequest] = []
        var deferred: PartitionWriter?
        let identities = IdentityPartition()

        mutating func open(_ store: PartitionStore) {
            if deferred == nil { deferred = store.makeWriter() }
        }
    }

    /// Replays the partitions of a store. With `deferred`, accounts that need uploads are put off: their records go there.
    func run(from store: PartitionStore, deferringTo deferred: PartitionStore?) throws {
        let texts = run.texts.texts()
        let inputs = ReplayInputs(
            policy: run.options.policy, cutoff: run.options.cutoff.instant, texts: texts, catalog: catalog,
            uploadsPending: deferred != nil)
        let parts = try run.workers.forEach(below: store.partitionCount) {
            Part()
        } _: { partition, part in
            let identities = part.identities
            try identities.take(partition, from: store)
            var batch = identities.lendBatch()
            part.facts.clear()
            let outcome = IdentityReplayer.replay(&batch, inputs, into: &part.facts)
            identities.giveBack(batch)
            defer { identities.discard() }
            part.tally.add(part.facts)
            part.tables.append((partition, outcome.exposures))
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
            for (partition, table) in part.tables { tables[partition].merge(table) }
        }
    }

    /// Filters of the accounts that can still matter: those whose impressions and those whose owners are asked for.
    func makeFilters(maxBytes: Int) -> (exposed: AccountFilter, affected: AccountFilter) {
        let all = tables.reduce(0) { $0 + $1.accounts.count }
        let exposedCount = tables.reduce(0) { $0 + $1.accounts.reduce(0) { $0 + ($1.spanCount > 0 ? 1 : 0) } }
        let affected = AccountFilter(capacity: all, maxBytes: maxBytes / 2)
        let exposed = AccountFilter(capacity: exposedCount, maxBytes: maxBytes / 2)
        for table in tables {
            for account in table.accounts {
                affected.insert(account.key)
                if account.spanCount > 0 { exposed.insert(account.key) }
            }
        }
        return (exposed, affected)
    }
}
