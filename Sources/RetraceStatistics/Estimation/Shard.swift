/// One expected log file of a stream.
public struct Shard: Codable, Equatable, Sendable {
    /// What became of it.
    public enum State: String, Codable, Sendable {
        /// Read to its end, and as the manifest has it.
        case read
        /// Expected and not there.
        case missing
        /// There, but truncated, corrupt, unreadable or not as the manifest has it; lines before the damage count.
        case damaged
    }

    /// Path relative to the log root.
    public let path: String
    /// What became of it.
    public var state: State
    /// Lines that it should have; nil when no manifest says so.
    public var linesExpected: UInt64?
    /// Lines that were read from it.
    public var linesRead: UInt64
    /// Bytes as stored that it has or should have; nil when not known.
    public var bytes: UInt64?
    /// What the path says of time and origin.
    public let labels: ShardLabels

    /// A file from its parts.
    public init(
        path: String, state: State, linesExpected: UInt64? = nil, linesRead: UInt64 = 0, bytes: UInt64? = nil
    ) {
        self.path = path
        self.state = state
        self.linesExpected = linesExpected
        self.linesRead = linesRead
        self.bytes = bytes
        labels = ShardLabels(path: path)
    }

    enum CodingKeys: String, CodingKey {
        case path, state, bytes
        case linesExpected = "lines_expected"
        case linesRead = "lines_read"
    }

    /// Reads what ``encode(to:)`` writes; labels are made from the path. Throws `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            path: try container.decode(String.self, forKey: .path),
            state: try container.decode(State.self, forKey: .state),
            linesExpected: try container.decodeIfPresent(UInt64.self, forKey: .linesExpected),
            linesRead: try container.decode(UInt64.self, forKey: .linesRead),
            bytes: try container.decodeIfPresent(UInt64.self, forKey: .bytes))
    }

    /// Writes path, state, lines and bytes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(state, forKey: .state)
        try container.encodeIfPresent(linesExpected, forKey: .linesExpected)
        try container.encode(linesRead, forKey: .linesRead)
        try container.encodeIfPresent(bytes, forKey: .bytes)
    }

    /// Lines that are lost; nil when not known.
    public var linesLost: UInt64? {
        guard state != .read else { return 0 }
        guard let linesExpected else { return nil }
        // A damaged file may hold lines that are not the expected ones, so what was read of it is not taken off.
        return linesExpected
    }
}
