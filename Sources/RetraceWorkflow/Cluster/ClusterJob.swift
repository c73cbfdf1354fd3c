import Foundation
import RetraceCore
import RetraceIngest

/// What all pieces of a run on several machines are told: a JSON document (`retrace.job/1`).
public struct ClusterJob: Codable, Equatable, Sendable {
    /// The form of the document.
    public var schema = ClusterJob.schemaName
    /// The version of the program.
    public var build: String
    /// Base-2 logarithm of the number of parts.
    public var partitionBits: Int
    /// The cutoff, in milliseconds since 1970.
    public var cutoff: Int64
    /// Prefixes of the policy that permit advertising.
    public var permitted: [String]
    /// Prefixes of the policy that restrict it.
    public var restricted: [String]
    /// Base-2 logarithm of the largest Zstandard window accepted.
    public var windowLog: Int
    /// Rejected lines at which the run is given up; absent for no limit.
    public var maxRejected: UInt64?
    /// By how many milliseconds clocks may be off; absent where they are believed.
    public var clockSkewMilliseconds: Int64?
    /// What the mapping was read from; absent where the logs are the model's own.
    public var mapping: MappingSource?
    /// What the manifest says, by stream; absent where there is none.
    public var manifest: [String: ManifestStream]?
    /// How streams were sampled, in place of what the manifest says of them; absent where nothing is said.
    public var sampling: [String: Sampling]?
    /// What a case is told of the run; absent where pieces collect no evidence.
    public var caseSource: CaseSource?
    /// XXH3 (64 bits, in hexadecimal) of mapping, manifest and sampling.
    public var settings: String
    /// How many files there are, of all streams; they are numbered from 0.
    public var fileCount: Int
    /// The names of the streams that there are, those without files as well.
    public var streams: [String]
    /// XXH3 (64 bits, in hexadecimal) of the list of files.
    public var files: String

    /// What a case is told of a run that pieces don't need.
    public struct CaseSource: Codable, Equatable, Sendable {
        /// The log root, as given.
        public var logRoot: String
        /// The time zone in which a cutoff that was a date began.
        public var timeZone: String
        /// The policy's text.
        public var policy: String

        /// A source from its parts.
        public init(logRoot: String, timeZone: String, policy: String) {
            self.logRoot = logRoot
            self.timeZone = timeZone
            self.policy = policy
        }

        enum CodingKeys: String, CodingKey {
            case policy
            case logRoot = "log_root"
            case timeZone = "time_zone"
        }
    }

    private static let schemaName = "retrace.job/1"

    enum CodingKeys: String, CodingKey {
        case schema, build, cutoff, permitted, restricted, mapping, manifest, sampling, settings, streams, files
        case partitionBits = "partition_bits"
        case caseSource = "case"
        case fileCount = "file_count"
        case windowLog = "window_log"
        case maxRejected = "max_rejected"
        case clockSkewMilliseconds = "clock_skew_ms"
    }

    /// A job with what `options` say of policy, cutoff, mapping, manifest, sampling and limits, for all files of a log root,
    /// which are numbered by their position. Throws what `JSONEncoder` throws.
    public init(build: String, partitionBits: Int, options: ReplayOptions, root: LogRoot) throws {
        let files = root.allFiles
        self.build = build
        self.partitionBits = partitionBits
        cutoff = options.cutoff.instant.milliseconds
        permitted = options.policy.permitted
        restricted = options.policy.restricted
        windowLog = options.windowLog
        maxRejected = options.maxRejected
        clockSkewMilliseconds = options.clockSkewMilliseconds == 0 ? nil : options.clockSkewMilliseconds
        mapping = options.mapping?.source
        manifest = options.manifest.map { ClusterJob.byName($0.streams) }
        sampling = options.sampling.isEmpty ? nil : ClusterJob.byName(options.sampling)
        settings = try ClusterJob.digest(mapping, manifest, sampling)
        fileCount = files.count
        streams = LogStream.allCases.filter { root.files[$0] != nil }.map(\.name)
        var encoder = MessageEncoder()
        for file in files {
            encoder.string(file.name)
            encoder.number(file.size)
        }
        self.files = String(encoder.message.withUnsafeBytes { TextHash.of($0) }, radix: 16)
    }

    /// Throws ``RetraceCore/RetraceError`` of kind `data` when the document can't be a job of this program.
    public func check(build: String) throws {
        guard schema == ClusterJob.schemaName, (0...Limits.partitionBitsMax).contains(partitionBits), fileCount >= 0,
            Policy(permitted: permitted, restricted: restricted) != nil
        else {
            throw RetraceError(.data, "The job is none that this program understands. Make it with 'retrace plan'.")
        }
        guard build == self.build else {
            throw RetraceError(.data, "The job was made by retrace \(self.build), and this is \(build).")
        }
    }

    private static func digest(
        _ mapping: MappingSource?, _ manifest: [String: ManifestStream]?, _ sampling: [String: Sampling]?
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let texts = [try encoder.encode(mapping), try encoder.encode(manifest), try encoder.encode(sampling)]
        return String(Array(texts.joined(separator: [0])).withUnsafeBytes { TextHash.of($0) }, radix: 16)
    }

    private static func byName<Value>(_ values: [LogStream: Value]) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: values.map { ($0.key.name, $0.value) })
    }

    private static func byStream<Value>(_ values: [String: Value]) -> [LogStream: Value] {
        Dictionary(
            uniqueKeysWithValues: LogStream.allCases.compactMap { stream in values[stream.name].map { (stream, $0) } })
    }

    /// Puts into the options of a piece what the job says. Throws ``RetraceCore/RetraceError`` of kind `data` when the mapping
    /// is none.
    public func apply(to options: inout ReplayOptions) throws {
        options.clockSkewMilliseconds = clockSkewMilliseconds ?? 0
        options.mapping = try mapping.map(MappingFile.read)
        options.manifest = manifest.map { Manifest(streams: ClusterJob.byStream($0)) }
        options.sampling = ClusterJob.byStream(sampling ?? [:])
    }

    /// The policy.
    public var policy: Policy { Policy(permitted: permitted, restricted: restricted) ?? .none }

    /// Whether there is a stream, even one without files.
    func has(_ stream: LogStream) -> Bool { streams.contains(stream.name) }

    /// What all pieces must have in common.
    public var identity: RunIdentity {
        RunIdentity(
            build: build, partitionBits: partitionBits, cutoff: Instant(milliseconds: cutoff), policy: policy,
            input: "\(fileCount) files \(files) of \(streams.joined(separator: " ")), windows \(windowLog), "
                + "clocks \(clockSkewMilliseconds ?? 0), settings \(settings), "
                + (caseSource == nil ? "no evidence" : "evidence"))
    }
}
