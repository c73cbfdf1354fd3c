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

    /// Some streams come more often than others, as most counts need them.
    private static func stream(from streams: [LogStream], using random: inout SplitMix64) -> LogStream {
        let common: [LogStream] = [.identifiers, .identifiers, .matches, .matches, .impressions]
        return random.pick(random.chance(60) ? common.filter(streams.contains) : streams)
    }

    /// A line: new, or one of `lines` once more, or one about an identifier of `lines`, so that more of them meet.
    private static func line(
        of stream: LogStream, in world: RandomWorld, after lines: [LogLine], using random: inout SplitMix64
    ) -> LogLine {
        let earlier = lines.filter { $0.stream == stream }
        if !earlier.isEmpty && random.chance(10) { return random.pick(earlier) }
        let line = world.line(of: stream, using: &random)
        let identifiers = lines.compactMap { if case .identifier(let line) = $0 { line } else { nil } }
        return identifiers.isEmpty || random.chance(50) ? line : about(random.pick(identifiers), line)
    }

    /// `line` with the account and the hash of an identifier, where it has them; additions of identifiers as they are.
    private static func about(_ identifier: LogLine.Identifier, _ line: LogLine) -> LogLine {
        switch line {
        case .identifier(var removal) where removal.action == .remove:
            (removal.accountId, removal.idHash) = (identifier.accountId, identifier.idHash)
            removal.purpose = removal.purpose.flatMap { _ in identifier.purpose }
            return .identifier(removal)
        case .match(var match):
            match.accountId = identifier.accountId
            match.idHash = match.idHash.map { _ in identifier.idHash }
            return .match(match)
        case .disclosure(var disclosure):
            (disclosure.accountId, disclosure.idHash) = (identifier.accountId, identifier.idHash)
            return .disclosure(disclosure)
        case .upload(var upload):
            upload.idHash = identifier.idHash
            return .upload(upload)
        default:
            return line
        }
    }

    private static func broken(_ line: LogLine, using random: inout SplitMix64) -> LogLine {
        .malformed(MalformedLines.any(of: line.stream, using: &random))
    }
}
