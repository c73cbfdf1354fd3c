import RetraceCore

/// Everything that a replay reads, typed: lines, which streams exist, the policy and the cutoff.
public struct LogSet: Equatable, Sendable {
    /// What it was generated from; 0 when written by hand.
    public var seed: UInt64
    /// Which purposes permit advertising and which restrict it.
    public var policy: Policy
    /// The first instant that is not before the cutoff.
    public var cutoff: Instant
    /// By how many milliseconds clocks may be off.
    public var clockSkew: Int64 = 0
    /// The lines of all streams, in any order.
    public var lines: [LogLine]
    /// The streams that exist; one may exist and have no line.
    public var streams: Set<LogStream>

    /// A log set from its parts. The streams that a replay needs, and those of `lines`, exist in any case.
    public init(
        seed: UInt64 = 0, policy: Policy, cutoff: Instant, lines: [LogLine], streams: Set<LogStream> = []
    ) {
        self.seed = seed
        self.policy = policy
        self.cutoff = cutoff
        self.lines = lines
        self.streams = streams.union(LogStream.allCases.filter(\.isRequired)).union(lines.map(\.stream))
    }

    /// The lines of one stream, malformed ones included, in the order of ``lines``.
    public func lines(of stream: LogStream) -> [LogLine] {
        lines.filter { $0.stream == stream }
    }
}
