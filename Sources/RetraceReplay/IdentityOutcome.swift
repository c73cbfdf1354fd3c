import RetraceCore

/// What the first pass over a partition found.
public struct IdentityOutcome: Sendable {
    /// What the second pass needs.
    public var exposures = ExposureTable()
    /// What a case needs, when it was asked for; sets of sources are those of ``exposures``.
    public var evidence = IdentityEvidence(partition: 0)
    /// Positions of the batch's groups that have to wait for uploads.
    public var deferred: [Int] = []
    /// The uploads that they wait for.
    public var needs: [UploadNeed] = []
    /// Whether lines of one event were found that only their whole hashes can put in order, and these were not kept: then
    /// nothing of this outcome is to be used.
    public var needsWholeUses = false
}
