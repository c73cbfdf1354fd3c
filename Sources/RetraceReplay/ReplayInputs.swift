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

    /// The line numbers of locations, when evidence is to be collected; else nil.
    public var lines: LineNumbers?

    /// Inputs from their parts.
    public init(
        policy: Policy, cutoff: Instant, texts: Texts, catalog: AudienceCatalog, uploadsPending: Bool,
        lines: LineNumbers? = nil
    ) {
        self.policy = policy
        self.cutoff = cutoff
        self.texts = texts
        self.catalog = catalog
        self.uploadsPending = uploadsPending
        self.lines = lines
    }
}
