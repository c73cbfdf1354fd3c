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
    /// How many files there are, of all streams; they are numbered from 0.
    public var fileCount: Int
    /// The names of the streams that there are, those without files as well.
    public var streams: [String]
    /// XXH3 (64 bits, in hexadecimal) of the list of files.
    public var files: String

    private static let schemaName = "retrace.job/1"

    enum CodingKeys: String, CodingKey {
        case schema, build, cutoff, permitted, restricted, streams, files
        case partitionBits = "partition_bits"
        case fileCount = "file_count"
        case windowLog = "window_log"
        case maxRejected = "max_rejected"
        case clockSkewMilliseconds = "clock_skew_ms"
    }

    /// A job with the policy, cutoff and limits of `options` for all files of a log root, which are numbered by their position.
    public init(build: String, partitionBits: Int, options: ReplayOptions, root: LogRoot) {
        let files = root.allFiles
        self.build = build
        self.partitionBits = partitionBits
        cutoff = options.cutoff.instant.milliseconds
        permitted = options.policy.permitted
        restricted = options.policy.restricted
        windowLog = options.windowLog
        maxRejected = options.maxRejected
        clockSkewMilliseconds = options.clockSkewMilliseconds == 0 ? nil : options.clockSkewMilliseconds
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

    /// The policy.
    public var policy: Policy { Policy(permitted: permitted, restricted: restricted) ?? .none }

    /// Whether there is a stream, even one without files.
    func has(_ stream: LogStream) -> Bool { streams.contains(stream.name) }

    /// What all pieces must have in common.
    public var identity: RunIdentity {
        RunIdentity(
            build: build, partitionBits: partitionBits, cutoff: Instant(milliseconds: cutoff), policy: policy,
            input: "\(fileCount) files \(files) of \(streams.joined(separator: " ")), windows \(windowLog), "
                + "clocks \(clockSkewMilliseconds ?? 0)")
    }
}
