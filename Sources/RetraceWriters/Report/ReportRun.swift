/// The run that a report tells of. Nothing of it is known better than the run said.
public struct ReportRun: Sendable {
    /// The program's version.
    public var version: String
    /// The command line, as it was typed; empty where it is not known.
    public var commandLine: String
    /// The policy's text, comments included; empty where it is not known.
    public var policyText: String
    /// Its SHA-256, in lower-case hexadecimal; nil where nobody hashed it.
    public var policySHA256: String?
    /// Prefixes that permit advertising.
    public var permitted: [String]
    /// Prefixes that restrict it.
    public var restricted: [String]
    /// The time zone that a cutoff which is a date was read in.
    public var timeZone: String
    /// When the run began and ended, RFC 3339 in UTC; nil where it is not known.
    public var startedAt: String?
    /// See ``startedAt``.
    public var endedAt: String?

    /// A run from its parts.
    public init(
        version: String, commandLine: String = "", policyText: String = "", policySHA256: String? = nil,
        permitted: [String] = [], restricted: [String] = [], timeZone: String = "UTC", startedAt: String? = nil,
        endedAt: String? = nil
    ) {
        self.version = version
        self.commandLine = commandLine
        self.policyText = policyText
        self.policySHA256 = policySHA256
        self.permitted = permitted
        self.restricted = restricted
        self.timeZone = timeZone
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}
