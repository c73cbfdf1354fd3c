import Histogram

/// How long a stage took for a block of lines, in microseconds. What other threads and the system took away is in it.
public struct BenchLatency: Codable, Equatable, Sendable {
    /// Blocks measured.
    public var blocks: UInt64
    /// Half of the blocks took no longer.
    public var p50: Double
    /// Nine of ten blocks took no longer.
    public var p90: Double
    /// 99 of 100 blocks took no longer.
    public var p99: Double
    /// 999 of 1000 blocks took no longer.
    public var p999: Double
    /// The longest.
    public var max: Double

    private enum CodingKeys: String, CodingKey {
        case blocks, p50, p90, p99, max
        case p999 = "p99_9"
    }

    /// The percentiles of a histogram of nanoseconds.
    init(_ histogram: Histogram<UInt64>) {
        func microseconds(_ percentile: Double) -> Double {
            Double(histogram.valueAtPercentile(percentile)) / 1000
        }
        blocks = histogram.totalCount
        p50 = microseconds(50)
        p90 = microseconds(90)
        p99 = microseconds(99)
        p999 = microseconds(99.9)
        max = Double(histogram.max) / 1000
    }
}
