import RetraceCore
import RetraceIngest
import RetraceStatistics

/// All that a replay holds between two pieces of its work: what a checkpoint keeps. Used by one thread at a time.
final class RunState {
    /// What is to be done next. Raw values are part of the checkpoint's form, and in the order of a run.
    enum Stage: Int, Comparable {
        case readingIdentities, replayingIdentities, readingUploads, replayingUploads, readingExposures,
            replayingExposures

        static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
    }

    var stage = Stage.readingIdentities
    /// Whether records of matches and disclosures keep whole hashes.
    var keepsWholeUses = false
    /// The files of the run, and what was noted of those that have been read.
    var inputs: CheckpointInputs
    /// Numbers of the files whose ends have been noted.
    var inputsNoted: Set<Int> = []
    /// Numbers of the files that have been read to their end, or to their damage.
    var finished: Set<Int> = []
    var tallies = [StreamTally](repeating: StreamTally(), count: LogStream.allCases.count)
    var audienceEvents: [AudienceEvent] = []
    /// Of the passes so far.
    var tally = Tally()
    /// Uploads that accounts put off are waiting for.
    var requests: [UploadRequest] = []
    /// How many sets of sources each partition's tables have.
    var setCounts: [Int]

    /// Records of identifiers, matches and disclosures.
    let identities: PartitionStore
    /// Records of accounts put off until uploads are read, and those uploads.
    let deferred: PartitionStore
    /// What the first pass found of the accounts in a count.
    let outcomes: PartitionStore
    /// What a case needs of them.
    let evidence: PartitionStore
    /// Records of impressions and owners.
    let exposures: PartitionStore
    /// Masks by person.
    let persons: PartitionStore

    /// All of the above, in the order in which a checkpoint numbers them.
    var stores: [PartitionStore] { [identities, deferred, outcomes, evidence, exposures, persons] }

    /// The state of a run that has done nothing yet.
    init(_ run: Reconstruction) {
        inputs = CheckpointInputs(run.files)
        identities = run.makeStore()
        deferred = run.makeStore()
        outcomes = run.makeStore()
        evidence = run.makeStore()
        exposures = run.makeStore()
        persons = run.makeStore()
        setCounts = Array(repeating: 0, count: identities.partitionCount)
    }

    /// Takes over how far the first pass has come.
    func take(_ pass: IdentityPass) {
        tally = pass.tally
        requests = pass.requests
        setCounts = pass.setCounts
    }
}
