/// What the files of one stream hold, in the form of the public JSON interface `retrace.inspection/1`.
public struct StreamInspection: Codable, Equatable, Sendable {
    /// A day and its lines.
    public struct Day: Codable, Equatable, Sendable {
        /// The UTC day, `YYYY-MM-DD`.
        public var day: String
        /// Valid lines with a time stamp of that day.
        public var lines: UInt64
        /// Files of that day, by their names, that are missing or not as they should be.
        public var filesLacking: Int

        /// A day from its parts.
        public init(day: String, lines: UInt64, filesLacking: Int = 0) {
            self.day = day
            self.lines = lines
            self.filesLacking = filesLacking
        }

        enum CodingKeys: String, CodingKey {
            case day, lines
            case filesLacking = "files_lacking"
        }
    }

    /// A stretch of hours with far fewer lines than around it.
    public struct Drop: Codable, Equatable, Sendable {
        /// Its first hour, RFC 3339 in UTC.
        public var from: String
        /// Its last hour.
        public var to: String

        /// A stretch from its ends.
        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// The stream's name.
    public var stream: String
    /// Files found.
    public var files: Int
    /// Bytes as stored.
    public var bytesCompressed: UInt64
    /// Bytes after decompression.
    public var bytes: UInt64
    /// Lines, rejected ones included, those of white space not.
    public var lines: UInt64
    /// Lines that are no valid lines of the stream.
    public var rejected: UInt64
    /// The earliest time stamp, RFC 3339 in UTC; nil (JSON `null`) when there is none.
    public var firstTimestamp: String?
    /// The latest one.
    public var lastTimestamp: String?
    /// All days from the first to the last, those without a line included.
    public var days: [Day]
    /// Missing files: those that the manifest names, else those that the names of others lead one to expect. Sorted by path.
    public var missing: [String]
    /// Stretches with far fewer lines than around them, in order.
    public var drops: [Drop]

    /// An inspection from its parts.
    public init(
        stream: String, files: Int, bytesCompressed: UInt64, bytes: UInt64, lines: UInt64, rejected: UInt64,
        firstTimestamp: String?, lastTimestamp: String?, days: [Day], missing: [String] = [],
        drops: [Drop] = []
    ) {
        self.stream = stream
        self.files = files
        self.bytesCompressed = bytesCompressed
        self.bytes = bytes
        self.lines = lines
        self.rejected = rejected
        self.firstTimestamp = firstTimestamp
        self.lastTimestamp = lastTimestamp
        self.days = days
        self.missing = missing
        self.drops = drops
    }

    enum CodingKeys: String, CodingKey {
        case stream, files, bytes, lines, rejected, days, missing, drops
        case bytesCompressed = "bytes_compressed"
        case firstTimestamp = "first_ts"
        case lastTimestamp = "last_ts"
    }

    /// Writes absent time stamps as `null` rather than leaving them out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stream, forKey: .stream)
        try container.encode(files, forKey: .files)
        try container.encode(bytesCompressed, forKey: .bytesCompressed)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(lines, forKey: .lines)
        try container.encode(rejected, forKey: .rejected)
        try container.encode(firstTimestamp, forKey: .firstTimestamp)
        try container.encode(lastTimestamp, forKey: .lastTimestamp)
        try container.encode(days, forKey: .days)
        try container.encode(missing, forKey: .missing)
        try container.encode(drops, forKey: .drops)
    }
}
