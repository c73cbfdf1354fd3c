import RetraceCore

/// A file that the numbers of a case came from. Its position among the inputs is the number by which events name it.
public struct CaseInput: Equatable, Sendable {
    /// Its path below the log root.
    public var file: String
    /// The stream it belongs to.
    public var stream: String
    /// Bytes as stored.
    public var size: UInt64
    /// SHA-256 of the stored bytes in lower-case hex; nil where it was not computed.
    public var sha256: String?
    /// Lines, those of white space only aside.
    public var lines: UInt64
    /// Lines that were rejected.
    public var rejected: UInt64
    /// Earliest time stamp of an accepted line; nil when there is none.
    public var first: Instant?
    /// Latest time stamp of an accepted line; nil when there is none.
    public var last: Instant?
    /// Why the file was not read to its end, if it was not.
    public var damage: String?

    /// A file from its parts.
    public init(
        file: String, stream: String, size: UInt64, sha256: String? = nil, lines: UInt64 = 0, rejected: UInt64 = 0,
        first: Instant? = nil, last: Instant? = nil, damage: String? = nil
    ) {
        self.file = file
        self.stream = stream
        self.size = size
        self.sha256 = sha256
        self.lines = lines
        self.rejected = rejected
        self.first = first
        self.last = last
        self.damage = damage
    }
}
