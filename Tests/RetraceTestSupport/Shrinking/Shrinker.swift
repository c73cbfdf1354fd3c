import RetraceCore

/// Makes a failing log set small enough to read.
public enum Shrinker {
    /// A log set for which `fails` is still true and none of whose lines can be left out; `fails` is true for `logs`.
    ///
    /// Tries to leave out halves of the lines, then quarters and so on down to single lines, until nothing more can go; then
    /// streams without a line. Calls `fails` about n log n times for n lines, n² at worst.
    public static func minimal(_ logs: LogSet, where fails: (LogSet) throws -> Bool) rethrows -> LogSet {
        var smallest = logs
        var size = max(1, logs.lines.count / 2)
        while true {
            let shrunk = try withoutRuns(of: size, smallest, where: fails)
            let progress = shrunk.lines.count < smallest.lines.count
            smallest = shrunk
            if size == 1 && !progress { break }
            if !progress || size > 1 { size = max(1, size / 2) }
        }
        return try withoutEmptyStreams(smallest, where: fails)
    }

    /// Tries the log sets of `seeds`; nil when none fails, else the ``dump(_:)`` of the first that does, made minimal.
    public static func counterexample(
        seeds: some Sequence<UInt64>, where fails: (LogSet) throws -> Bool
    ) rethrows -> String? {
        for seed in seeds {
            let logs = RandomLogSet.make(seed: seed)
            if try fails(logs) { return dump(try minimal(logs, where: fails)) }
        }
        return nil
    }

    /// The seed, the policy, the cutoff and the lines as JSON, stream by stream in the order of time, for people.
    public static func dump(_ logs: LogSet) -> String {
        var text = ["seed \(logs.seed)", "cutoff \(logs.cutoff.rfc3339)"]
        text.append("permitted \(logs.policy.permitted)")
        text.append("restricted \(logs.policy.restricted)")
        for stream in LogStream.allCases {
            guard logs.streams.contains(stream) else { continue }
            text.append("\(stream.name):")
            let lines = logs.lines(of: stream).sorted {
                ($0.timestamp ?? .distantPast, plain($0)) < ($1.timestamp ?? .distantPast, plain($1))
            }
            text += lines.map { "  " + plain($0) }
        }
        return text.joined(separator: "\n") + "\n"
    }

    private static func withoutRuns(
        of size: Int, _ logs: LogSet, where fails: (LogSet) throws -> Bool
    ) rethrows -> LogSet {
        var logs = logs
        var start = 0
        while start < logs.lines.count {
            var fewer = logs
            fewer.lines.removeSubrange(start..<min(start + size, logs.lines.count))
            if try fails(fewer) { logs = fewer } else { start += size }
        }
        return logs
    }

    private static func withoutEmptyStreams(
        _ logs: LogSet, where fails: (LogSet) throws -> Bool
    ) rethrows -> LogSet {
        var logs = logs
        for stream in LogStream.allCases where !stream.isRequired && logs.lines(of: stream).isEmpty {
            var fewer = logs
            fewer.streams.remove(stream)
            if try fails(fewer) { logs = fewer }
        }
        return logs
    }

    private static func plain(_ line: LogLine) -> String {
        if case .malformed(let line) = line {
            return "\(line.kind.rawValue): \(String(decoding: line.bytes, as: UTF8.self))"
        }
        return String(decoding: PlainJSON.bytes(line), as: UTF8.self)
    }
}
