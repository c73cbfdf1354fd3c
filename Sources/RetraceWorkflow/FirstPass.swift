import RetraceCore
import RetraceIngest
import RetraceReplay

/// What the second half of a run needs of the first: everything found in identifiers, audiences, matches, disclosures and, if
/// they were needed, uploads.
struct FirstPass {
    let pass: IdentityPass
    let catalog: AudienceCatalog
    let audienceEvents: [AudienceEvent]
    var tallies: [StreamTally]
    /// Whether uploads have been read already.
    let haveUploads: Bool

    init(
        _ pass: IdentityPass, catalog: AudienceCatalog, audienceEvents: [AudienceEvent], tallies: [StreamTally],
        haveUploads: Bool
    ) {
        self.pass = pass
        self.catalog = catalog
        self.audienceEvents = audienceEvents
        self.tallies = tallies
        self.haveUploads = haveUploads
    }

    /// Streams that have been read.
    private var streams: [LogStream] {
        [.identifiers, .audiences, .matches, .disclosures] + (haveUploads ? [.uploads] : [])
    }

    /// All of it but the records, as it is kept.
    func partial(of run: Reconstruction) -> PartialRun {
        var partial = PartialRun()
        partial.tally = pass.tally
        partial.streams = tallies
        partial.audienceEvents = audienceEvents
        for (position, file) in run.files.enumerated() where streams.contains(file.stream) {
            let number = run.fileNumbers[position]
            partial.files[number] = PartialRun.File(
                stream: file.stream, name: file.name, size: file.size, entry: run.ledger.entry(of: number))
        }
        return partial
    }

    /// As it was kept; `outcomes` are the records. Tells the run's ledger and progress of the files.
    init(restoring partial: PartialRun, outcomes: PartitionStore, of run: Reconstruction) throws {
        for (number, file) in partial.files {
            run.ledger.restore(file.entry, of: number)
            run.progress.add(file.size)
        }
        let catalog = AudienceCatalog(partial.audienceEvents, texts: run.texts.texts())
        self.init(
            try IdentityPass(run, catalog: catalog, restoring: outcomes, tally: partial.tally), catalog: catalog,
            audienceEvents: partial.audienceEvents, tallies: partial.streams,
            haveUploads: partial.files.values.contains { $0.stream == .uploads })
    }
}
