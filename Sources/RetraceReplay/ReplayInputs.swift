import RetraceCore

/// What all partitions of a run share. Immutable; any thread may use it.
public struct ReplayInputs: Sendable {
    /// Which purposes permit and which restrict.
    public var policy: Policy
    /// Before and since are told apart by it.
    public var cutoff: Instant
    /// The texts that events name by number.
    public var texts: Texts
    /// Audiences.
    public var catalog: AudienceCatalog
    /// Whether there are uploads still to be read, so that accounts with matches without a hash have to wait.
    public var uploadsPending: Bool

    /// By how many milliseconds clocks may be off; 0 where they are believed.
    public var clockSkewMilliseconds: Int64

    /// The line numbers of locations, when evidence is to be collected; else nil.
    public var lines: LineNumbers?
    /// By file, whether it was read to its end and is as it should be: what estimates of lost files rest on. Nil where that
    /// is not known; then nothing is collected for estimates.
    public var wholeFiles: [Bool]?

    /// Inputs from their parts.
    public init(
        policy: Policy, cutoff: Instant, texts: Texts, catalog: AudienceCatalog, uploadsPending: Bool,
        clockSkewMilliseconds: Int64 = 0, lines: LineNumbers? = nil, wholeFiles: [Bool]? = nil
    ) {
        self.policy = policy
        self.cutoff = cutoff
        self.texts = texts
        self.catalog = catalog
        self.uploadsPending = uploadsPending
        self.clockSkewMilliseconds = clockSkewMilliseconds
        self.lines = lines
        self.wholeFiles = wholeFiles
    }
}
