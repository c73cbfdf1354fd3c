/// A file that a replay read.
public struct ReportFile: Sendable {
    /// Its path relative to the log root.
    public var name: String
    /// The stream's name.
    public var stream: String
    /// Bytes as stored.
    public var bytes: UInt64
    /// In lower-case hexadecimal; nil where nobody hashed it.
    public var sha256: String?
    /// Lines, those of white space only aside.
    public var lines: UInt64
    /// Lines that are not valid lines of the stream.
    public var rejected: UInt64
    /// Earliest time stamp of an accepted line, RFC 3339 in UTC; nil where there is none or nobody kept it.
    public var firstTimestamp: String?
    /// Latest one, likewise.
    public var lastTimestamp: String?
    /// What kept it from being read to its end; nil when it was.
    public var damage: String?

    /// A file from its parts.
    public init(
        name: String, stream: String, bytes: UInt64, sha256: String? = nil, lines: UInt64, rejected: UInt64,
        firstTimestamp: String? = nil, lastTimestamp: String? = nil, damage: String? = nil
    ) {
        self.name = name
        self.stream = stream
        self.bytes = bytes
        self.sha256 = sha256
        self.lines = lines
        self.rejected = rejected
        self.firstTimestamp = firstTimestamp
        self.lastTimestamp = lastTimestamp
        self.damage = damage
    }
}
