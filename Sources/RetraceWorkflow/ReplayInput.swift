import RetraceCore
import RetraceIngest

/// A file that a replay read, and what was found of it. Evidence names it by its position among them.
public struct ReplayInput: Sendable {
    /// Its path below the log root.
    public var name: String
    /// The stream it belongs to.
    public var stream: LogStream
    /// Bytes as stored.
    public var size: UInt64
    /// Lines, those of white space only aside.
    public var lines: UInt64
    /// Lines that were rejected.
    public var rejected: UInt64
    /// Time stamps of its valid lines, duplicates included; empty unless evidence was collected.
    public var instants: InstantRange
    /// SHA-256 of the stored bytes in lower-case hex; nil where nobody asked for it, and for damaged files.
    public var sha256: String?
    /// Why it was not read to its end; nil where it was.
    public var damage: String?

    /// A file of a run whose logs are not at hand, as a case tells of it.
    public init(
        name: String, stream: LogStream, size: UInt64, lines: UInt64, rejected: UInt64, sha256: String?, damage: String?
    ) {
        self.name = name
        self.stream = stream
        self.size = size
        self.lines = lines
        self.rejected = rejected
        self.sha256 = sha256
        self.damage = damage
        instants = InstantRange()
    }

    init(_ file: LogFile, _ entry: FileLedger.Entry) {
        name = file.name
        stream = file.stream
        size = file.size
        lines = entry.lines
        rejected = entry.rejected
        instants = entry.instants
        sha256 = entry.sha256
        damage = entry.damage?.reason
    }
}
