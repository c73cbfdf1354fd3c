/// What a dry run on samples of the files found, in the form of the public JSON interface `retrace.check/1`.
public struct CheckReport: Codable, Equatable, Sendable {
    /// A field of a stream.
    public struct Field: Codable, Equatable, Sendable {
        /// Its name in the model.
        public var field: String
        /// Accepted lines that have it; nil where that makes no difference to a count and is not looked at.
        public var filled: UInt64?
        /// Lines without it; nil as ``filled`` is.
        public var missing: UInt64?
        /// Lines that are rejected because of what stands in it.
        public var wrong: UInt64
        /// Values that were seen, identifiers and ids of people masked.
        public var examples: [String]

        /// A field from its parts.
        public init(field: String, filled: UInt64?, missing: UInt64?, wrong: UInt64, examples: [String]) {
            self.field = field
            self.filled = filled
            self.missing = missing
            self.wrong = wrong
            self.examples = examples
        }
    }

    /// A rejected line: its place, never what it says.
    public struct Rejected: Codable, Equatable, Sendable {
        /// The file's path below the log root.
        public var file: String
        /// From 1.
        public var line: UInt64
        /// Why, as a key.
        public var reason: String
        /// The field to blame, if one is.
        public var field: String?

        /// A line from its parts.
        public init(file: String, line: UInt64, reason: String, field: String?) {
            self.file = file
            self.line = line
            self.reason = reason
            self.field = field
        }
    }

    /// A stream.
    public struct Stream: Codable, Equatable, Sendable {
        /// Files found.
        public var files: UInt64 = 0
        /// Lines looked at.
        public var lines: UInt64 = 0
        /// Those that would be rejected.
        public var rejected: UInt64 = 0
        /// The same by reason; reasons that don't occur are left out.
        public var rejectedByReason: [String: UInt64] = [:]
        /// The first rejected lines of each file.
        public var rejections: [Rejected] = []
        /// In the order of the model's table.
        public var fields: [Field] = []

        /// A stream without files.
        public init() {}

        enum CodingKeys: String, CodingKey {
            case files, lines, rejected, rejections, fields
            case rejectedByReason = "rejected_by_reason"
        }
    }

    /// The interface's name and version.
    public var schema = "retrace.check/1"
    /// Whether a replay would be sound, as far as the samples tell.
    public var isSound: Bool { problems.isEmpty }
    /// By name; streams that the root does not have are left out.
    public var streams: [String: Stream] = [:]
    /// Purposes that no prefix of the policy covers, sorted as UTF-8 bytes.
    public var unclassifiedPurposes: [UnclassifiedPurpose] = []
    /// What keeps a replay from being sound, a sentence each.
    public var problems: [String] = []
    /// What else there is to know, a sentence each.
    public var notes: [String] = []

    /// A report of nothing.
    public init() {}

    enum CodingKeys: String, CodingKey {
        case schema, streams, problems, notes
        case unclassifiedPurposes = "unclassified_purposes"
        case isSound = "sound"
    }

    /// Reads a report. Throws what decoders throw.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        schema = try container.decode(String.self, forKey: .schema)
        streams = try container.decode([String: Stream].self, forKey: .streams)
        unclassifiedPurposes = try container.decode([UnclassifiedPurpose].self, forKey: .unclassifiedPurposes)
        problems = try container.decode([String].self, forKey: .problems)
        notes = try container.decode([String].self, forKey: .notes)
    }

    /// Writes a report with ``isSound`` in it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(isSound, forKey: .isSound)
        try container.encode(streams, forKey: .streams)
        try container.encode(unclassifiedPurposes, forKey: .unclassifiedPurposes)
        try container.encode(problems, forKey: .problems)
        try container.encode(notes, forKey: .notes)
    }
}
