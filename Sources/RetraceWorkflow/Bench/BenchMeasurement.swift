/// What one stage took with one number of threads: the median run by time.
public struct BenchMeasurement: Codable, Equatable, Sendable {
    /// How far lines were taken.
    public var stage: BenchStage
    /// Worker threads.
    public var threads: Int
    /// Time on the clock.
    public var seconds: Double
    /// Processor time of the whole process.
    public var cpuSeconds: Double
    /// Lines of all streams, by time on the clock.
    public var linesPerSecond: Double
    /// Megabytes (10^6 bytes) of lines by time on the clock.
    public var megabytesPerSecond: Double
    /// Megabytes as stored by time on the clock.
    public var megabytesPerSecondCompressed: Double
    /// Most memory that the process held during the run, as the system counts it; nil where it does not say.
    public var peakMemoryBytes: Int?
    /// Bytes written to temporary files, as stored.
    public var spilledBytes: Int
    /// Throughput as a share of that of decompression alone with as many threads; 1 is the limit of any stage after it.
    public var shareOfDecompression: Double
    /// By block; nil for stages that don't go block by block.
    public var blockMicroseconds: BenchLatency?

    private enum CodingKeys: String, CodingKey {
        case stage, threads, seconds
        case cpuSeconds = "cpu_seconds"
        case linesPerSecond = "lines_per_second"
        case megabytesPerSecond = "megabytes_per_second"
        case megabytesPerSecondCompressed = "megabytes_per_second_compressed"
        case peakMemoryBytes = "peak_memory_bytes"
        case spilledBytes = "spilled_bytes"
        case shareOfDecompression = "share_of_decompression"
        case blockMicroseconds = "block_microseconds"
    }
}
