import RetraceCore
import RetraceIngest
import RetraceReplay
import RetraceStatistics
import Synchronization

/// The second pass over all partitions, and the exchange by person.
struct ExposurePass {
    private let run: Reconstruction
    private let catalog: AudienceCatalog
    private let havePersons: Bool

    init(_ run: Reconstruction, catalog: AudienceCatalog, havePersons: Bool) {
        self.run = run
        self.catalog = catalog
        self.havePersons = havePersons
    }

    /// One worker's state. Its writer is used by that worker alone.
    private struct Part: @unchecked Sendable {
        var tally = Tally()
        var facts = PartitionFacts()
        let persons: PartitionWriter
    }

    /// Replays the partitions of the state's stores against what the first pass found, and adds all of it to the state's tally.
    /// With `saving`, the run is saved now and then.
    func run(_ state: RunState, saving: SavePoint?) throws {
        let partitions = Counter()
        while true {
            state.tally = try replay(
                partitions, of: state.exposures, outcomes: state.outcomes, evidence: state.evidence,
                persons: state.persons, startingWith: state.tally, until: saving?.isDue)
            // A sink that holds threads back drops what they bring when the run is stopped.
            try run.workers.cancellation.check()
            if partitions.isDone(below: state.exposures.partitionCount) { break }
            try saving?.save()
        }
        if havePersons { try countPersons(state.persons, &state.tally) }
    }

    /// Replays the partitions of a store; returns `tally` with all of it added. Persons are not counted: they go to a store.
    func run(
        from store: PartitionStore, outcomes: PartitionStore, evidence: PartitionStore,
        persons: PartitionStore, startingWith tally: Tally
    ) throws -> Tally {
        try replay(
            Counter(), of: store, outcomes: outcomes, evidence: evidence, persons: persons, startingWith: tally)
    }

    private func replay(
        _ partitions: Counter, of store: PartitionStore, outcomes: PartitionStore, evidence: PartitionStore,
        persons personStore: PartitionStore, startingWith tally: Tally, until isDue: (@Sendable () -> Bool)? = nil
    ) throws -> Tally {
        let texts = run.texts.texts()
        let inputs = ReplayInputs(
            policy: run.options.policy, cutoff: run.options.cutoff.instant, texts: texts, catalog: catalog,
            uploadsPending: false, lines: run.sink == nil ? nil : run.ledger.lineNumbers(),
            wholeFiles: run.wholeFiles())
        let bits = personStore.partitionBits
        let parts = try run.workers.forEach(below: store.partitionCount, from: partitions, until: isDue) {
            Part(persons: personStore.makeWriter())
        } _: { partition, part in
            let table = try ExposureRecords.table(of: partition, from: outcomes, keeping: false)
            let exposures = try ExposurePartition(
                taking: partition, from: store, accounts: table.accounts.map(\.key),
                isExposed: table.accounts.map { $0.spanCount > 0 }, texts: texts, keepsPersons: run.sink != nil)
            part.facts.clear()
            let known = try run.sink.map { _ in try EvidenceRecords.evidence(taking: partition, from: evidence) }
            let outcome = ExposureReplayer.replay(
                exposures.batch, table, owners: exposures.owners, personTexts: exposures.personTexts, evidence: known,
                inputs, into: &part.facts)
            if let batch = outcome.evidence {
                try run.sink?.take(batch, texts: texts, partitionCount: store.partitionCount)
            }
            part.tally.add(part.facts)
            part.tally.addImpressionInstants(exposures.otherInstants)
            for (person, mask) in outcome.persons {
                PersonPartition.append(person: person, mask: mask, to: part.persons, bits: bits)
            }
            try part.persons.check()
            run.progress.addPartition()
        }
        var result = tally
        for part in parts {
            part.persons.finish()
            result.merge(part.tally)
        }
        return result
    }

    /// Adds the persons of a store.
    func countPersons(_ store: PartitionStore, _ tally: inout Tally) throws {
        let parts = try run.workers.forEach(below: store.partitionCount) {
            Tally()
        } _: { partition, tally in
            let persons = try PersonPartition.persons(taking: partition, from: store)
            tally.addPersons(persons.masks, accounts: persons.accounts)
            run.progress.addPartition()
        }
        for part in parts { tally.merge(part) }
    }
}
