import RetraceCore

/// How the numbers of a case came about.
public struct CaseRun: Equatable, Sendable {
    /// The program's version.
    public var programVersion: String
    /// The command line, word by word.
    public var commandLine: [String]
    /// The log root, as given.
    public var logRoot: String
    /// The cutoff.
    public var cutoff: Instant
    /// The time zone in which a cutoff that was a date began.
    public var timeZone: String
    /// When the run began, by the machine's clock.
    public var started: Instant
    /// When it ended.
    public var finished: Instant
    /// Whether there was an `accounts` stream, so that persons are counted.
    public var hasPersons: Bool
    /// The policy's text, byte by byte as it was read.
    public var policyText: String
    /// SHA-256 of that text in lower-case hex; nil where it was not computed.
    public var policySHA256: String?
    /// Prefixes that permit advertising.
    public var permitted: [String]
    /// Prefixes that restrict it.
    public var restricted: [String]

    /// A run from its parts.
    public init(
        programVersion: String, commandLine: [String], logRoot: String, cutoff: Instant, timeZone: String = "UTC",
        started: Instant, finished: Instant, hasPersons: Bool, policyText: String, policySHA256: String? = nil,
        permitted: [String], restricted: [String]
    ) {
        self.programVersion = programVersion
        self.commandLine = commandLine
        self.logRoot = logRoot
        self.cutoff = cutoff
        self.timeZone = timeZone
        self.started = started
        self.finished = finished
        self.hasPersons = hasPersons
        self.policyText = policyText
        self.policySHA256 = policySHA256
        self.permitted = permitted
        self.restricted = restricted
    }
}
