import RetraceCore
import RetraceStatistics

/// Which span of time the logs cover, against the cutoff. Time stamps of results sort as text.
struct Coverage {
    private let cutoff: String
    /// The earliest time stamp of the streams that counts are made of.
    let first: String?
    /// The latest one.
    let last: String?

    init(_ result: ReplayResult) {
        cutoff = result.cutoff
        let streams: [LogStream] = [.matches, .impressions, .disclosures]
        let summaries = streams.compactMap { result.streams[$0.name] }
        first = summaries.compactMap(\.firstTimestamp).min()
        last = summaries.compactMap(\.lastTimestamp).max()
    }

    /// Whether something was logged at the cutoff or later; true where nothing was logged at all.
    var reachesCutoff: Bool { last.map { $0 >= cutoff } ?? true }

    /// Whether something was logged before the cutoff; true where nothing was logged at all.
    var beginsBeforeCutoff: Bool { first.map { $0 < cutoff } ?? true }
}
