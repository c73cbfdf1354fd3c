/// What was read of one stream.
public struct StreamSummary: Codable, Equatable, Sendable {
    /// Files found, unreadable ones included.
    public var files: UInt64 = 0
    /// Bytes as stored.
    public var bytesCompressed: UInt64 = 0
    /// Bytes after decompression.
    public var bytes: UInt64 = 0
    /// Lines, those of white space only aside: accepted + ``rejected`` + ``duplicates``.
    public var lines: UInt64 = 0
    /// Lines that are not valid lines of the stream.
    public var rejected: UInt64 = 0
    /// Lines that repeat an event of which an earlier one was kept.
    public var duplicates: UInt64 = 0
    /// Earliest time stamp of an accepted line, RFC 3339 in UTC with milliseconds; nil (JSON `null`) when there is none.
    public var firstTimestamp: String?
    /// Latest time stamp of an accepted line, in the same form.
    public var lastTimestamp: String?

    /// Nothing read.
    public init() {}

    enum CodingKeys: String, CodingKey {
        case files, bytes, lines, rejected, duplicates
        case bytesCompressed = "bytes_compressed"
        case firstTimestamp = "first_ts"
        case lastTimestamp = "last_ts"
    }

    /// Writes absent time stamps as `null` rather than leaving them out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(files, forKey: .files)
        try container.encode(bytesCompressed, forKey: .bytesCompressed)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(lines, forKey: .lines)
        try container.encode(rejected, forKey: .rejected)
        try container.encode(duplicates, forKey: .duplicates)
        try container.encode(firstTimestamp, forKey: .firstTimestamp)
        try container.encode(lastTimestamp, forKey: .lastTimestamp)
    }
}
