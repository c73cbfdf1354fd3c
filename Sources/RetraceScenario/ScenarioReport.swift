/// What a run wrote.
public struct ScenarioReport: Sendable {
    /// Lines of all streams, rejected ones and duplicates included.
    public var lines: UInt64
    /// Bytes of lines, uncompressed.
    public var bytes: UInt64
    /// Bytes of log files on disk.
    public var bytesCompressed: UInt64
    /// Log files.
    public var files: UInt64
}
