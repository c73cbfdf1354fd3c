/// How a stream is cut into files: by ranges of days (folders) and by partitions of accounts (parts).
///
/// A partition of accounts is written by one thread from its first account to its last, with one open file per stream and
/// range of days. So nothing is kept per account, the bytes don't depend on the number of threads, and the events of an
/// account still lie in many files, as they do where a pipeline writes a folder a day.
struct FileLayout: Sendable {
    /// How many ranges the days are cut into.
    let dayRanges: Int
    /// How many partitions the accounts are cut into.
    let partitions: Int
    /// How many days there are.
    private let days: Int

    /// The layout with exactly `shards` files per stream (fewer where a file would be empty): as many ranges of days
    /// as divide `shards`, but few, because every range is one more open file per stream and thread.
    init(shards: Int, days: Int) {
        let most = shards >= 256 ? 16 : shards >= 8 ? 4 : shards >= 4 ? 2 : 1
        dayRanges = [16, 8, 4, 2].first { $0 <= min(most, days) && shards % $0 == 0 } ?? 1
        partitions = shards / dayRanges
        self.days = days
    }

    /// The range that a day (0 is the first) falls in.
    @inline(__always)
    func range(ofDay day: Int) -> Int { min(max(day, 0) * dayRanges / days, dayRanges - 1) }

    /// The first day of a range.
    func firstDay(ofRange range: Int) -> Int { (range * days + dayRanges - 1) / dayRanges }
}
