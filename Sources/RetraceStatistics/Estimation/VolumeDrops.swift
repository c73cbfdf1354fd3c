import RetraceCore

/// Hours in which a stream has far fewer lines than the same hour of the days around has.
///
/// Compared is with the median of that hour of the day over the three days before and after, which neither the course of a
/// day nor a single odd day moves. A drop is less than a fifth of a median of 20 lines or more: by chance (Poisson) 3 or
/// fewer of 20 come up less than 4 times in a million hours. Where a stream falls to less than a fifth for good, its first
/// days are named.
public struct VolumeDrops: Sendable {
    /// Least median that says anything.
    public static let leastMedian: UInt64 = 20
    /// A drop has less than the median divided by this.
    public static let factor: UInt64 = 5
    private static let daysAround: Int64 = 3
    private static let examples = 3

    /// Runs of neighbouring hours, in order: hours since 1970-01-01T00:00Z.
    public let runs: [ClosedRange<Int64>]

    /// The drops of a stream whose lines by hour are given; the first and the last hour, which may be cut, are none. Linear
    /// in the hours between.
    public init(hours: [Int64: UInt64]) {
        var runs: [ClosedRange<Int64>] = []
        if let first = hours.keys.min(), let last = hours.keys.max(), last - first > 1, last - first < 1_000_000,
            hours.values.contains(where: { $0 >= VolumeDrops.leastMedian })
        {
            for hour in (first + 1)..<last where VolumeDrops.isDrop(hour, hours, within: first...last) {
                if let run = runs.last, run.upperBound + 1 == hour {
                    runs[runs.count - 1] = run.lowerBound...hour
                } else {
                    runs.append(hour...hour)
                }
            }
        }
        self.runs = runs
    }

    private static func isDrop(_ hour: Int64, _ hours: [Int64: UInt64], within range: ClosedRange<Int64>) -> Bool {
        let around = (-daysAround...daysAround).map { hour + $0 * 24 }.filter { $0 != hour && range.contains($0) }
        guard around.count >= 3 else { return false }
        let volumes = around.map { hours[$0] ?? 0 }.sorted()
        let median = volumes[volumes.count / 2]
        return median >= leastMedian && (hours[hour] ?? 0) * factor < median
    }

    /// An hour as people read it, such as `2019-09-17T05:00Z`.
    public static func text(_ hour: Int64) -> String {
        String(Instant(milliseconds: hour * 3_600_000).rfc3339.prefix(13)) + ":00Z"
    }

    /// A sentence that says when, for a stream; nil where there is no drop.
    public func warning(_ stream: LogStream) -> String? {
        guard !runs.isEmpty else { return nil }
        let hours = runs.reduce(Int64(0)) { $0 + $1.upperBound - $1.lowerBound + 1 }
        let starts = runs.prefix(VolumeDrops.examples).map { VolumeDrops.text($0.lowerBound) }
        let more = runs.count > starts.count ? " and \(runs.count - starts.count) more" : ""
        return
            "'\(stream.name)' has far fewer lines than on the days around in \(hours) \(hours == 1 ? "hour" : "hours"), "
            + "beginning at \(starts.joined(separator: ", "))\(more): lines may be lost."
    }
}
