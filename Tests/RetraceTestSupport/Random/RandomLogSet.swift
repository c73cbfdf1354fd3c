import RetraceCore

/// Makes small log sets in which everything collides: few ids, few instants, all streams, duplicates and malformed lines.
public enum RandomLogSet {
    /// The log set of a seed: always the same one. `malformed`: whether some lines are to be rejected.
    public static func make(seed: UInt64, malformed: Bool = true) -> LogSet {
        var random = SplitMix64(seed: seed)
        let world = RandomWorld(using: &random)
        let optional = LogStream.allCases.filter { !$0.isRequired }
        let streams = LogStream.allCases.filter { !optional.contains($0) || random.chance(85) }
        var lines: [LogLine] = []
        for _ in 0..<random.pick([random.number(5...20), random.number(15...50), random.number(40...120)]) {
            lines.append(line(of: stream(from: streams, using: &random), in: world, after: lines, using: &random))
        }
        if malformed {
            lines = lines.map { random.chance(5) ? broken($0, using: &random) : $0 }
        }
        return LogSet(seed: seed, policy: world.policy, cutoff: world.cutoff, lines: lines, streams: Set(streams))
    }

    /// `identifiers` and `matches` come more often than the others, as most counts need both.
    private static func stream(from streams: [LogStream], using random: inout SplitMix64) -> LogStream {
        if random.chance(55) { return random.pick([.identifiers, .matches]) }
        return random.pick(streams)
    }

    private static func line(
        of stream: LogStream, in world: RandomWorld, after lines: [LogLine], using random: inout SplitMix64
    ) -> LogLine {
        let earlier = lines.filter { $0.stream == stream }
        if !earlier.isEmpty && random.chance(10) { return random.pick(earlier) }
        return world.line(of: stream, using: &random)
    }

    private static func broken(_ line: LogLine, using random: inout SplitMix64) -> LogLine {
        .malformed(MalformedLines.any(of: line.stream, using: &random))
    }
}
