import RetraceCore

/// Where in a log root the files of a stream lie.
enum FilePath {
    /// A path relative to the root, the only one of its stream with that number; its extension means nothing.
    static func any(of stream: LogStream, number: Int, using random: inout SplitMix64) -> String {
        let folder = random.pick([
            "", "dt=2019-09-17/", "dt=2019-09-17/hour=0\(number)/", "region=eu/dt=2019-08-01/", "a b/\u{E9}/",
        ])
        let ending = random.pick([".jsonl.zst", ".jsonl.gz", ".jsonl", ".json", ".log", ""])
        return "\(stream.name)/\(folder)part-0000\(number)\(ending)"
    }
}
