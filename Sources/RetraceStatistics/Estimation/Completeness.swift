import RetraceCore

/// What is known of the files of one stream: which there should be, and what became of them.
public struct StreamCompleteness: Codable, Equatable, Sendable {
    /// All expected files and those that were found, in any order.
    public var shards: [Shard]
    /// How the stream was sampled; nil when it was not.
    public var sampling: Sampling?
    /// Whether a manifest says which files there should be; else it is guessed from holes in their names.
    public var isFromManifest: Bool

    /// A stream from its parts.
    public init(shards: [Shard] = [], sampling: Sampling? = nil, isFromManifest: Bool = false) {
        self.shards = shards
        self.sampling = sampling
        self.isFromManifest = isFromManifest
    }

    /// Files read to their end.
    public var read: Int { shards.count { $0.state == .read } }

    /// Files missing or damaged.
    public var lost: Int { shards.count { $0.state != .read } }

    /// Lines that the missing and damaged files should have; nil when that is not known of each.
    public var linesLost: UInt64? {
        var sum: UInt64 = 0
        for shard in shards {
            guard let lines = shard.linesLost else { return nil }
            sum += lines
        }
        return sum
    }

    /// What keeps the stream from being complete.
    var gap: StreamGap {
        let isSampled = (sampling?.rate ?? 1) < 1
        guard lost == 0 else { return isSampled ? .several : .lost }
        switch sampling {
        case .account(let rate, let hash) where rate < 1: return .sampledByAccount(rate: rate, hash: hash ?? "")
        case .event(let rate) where rate < 1: return .sampledByEvent(rate: rate)
        default: return .none
        }
    }
}

/// What keeps a stream from being complete.
enum StreamGap: Equatable {
    case none
    case lost
    case sampledByEvent(rate: Double)
    case sampledByAccount(rate: Double, hash: String)
    /// Sampled, and files are missing as well.
    case several
}

/// How complete the logs are, stream by stream. A stream that is not named is complete.
public struct Completeness: Codable, Equatable, Sendable {
    /// By ``RetraceCore/LogStream/name``.
    public var streams: [String: StreamCompleteness]

    /// From its streams.
    public init(streams: [String: StreamCompleteness] = [:]) {
        self.streams = streams
    }

    /// One stream; an unnamed one has no files, none missing, and is not sampled.
    public subscript(stream: LogStream) -> StreamCompleteness {
        get { streams[stream.name] ?? StreamCompleteness() }
        set { streams[stream.name] = newValue }
    }
}
