/// What `retrace bench` found.
public struct BenchReport: Codable, Equatable, Sendable {
    /// The logs that were used.
    public struct Logs: Codable, Equatable, Sendable {
        /// Files of all streams.
        public var files: Int
        /// Files that could not be read to their end.
        public var filesDamaged: Int
        /// Lines of all streams, rejected ones included.
        public var lines: UInt64
        /// Bytes of lines, uncompressed.
        public var bytes: UInt64
        /// Bytes as stored.
        public var bytesCompressed: UInt64

        private enum CodingKeys: String, CodingKey {
            case files, lines, bytes
            case filesDamaged = "files_damaged"
            case bytesCompressed = "bytes_compressed"
        }
    }

    /// The machine that was measured.
    public struct Machine: Codable, Equatable, Sendable {
        /// Processors that the program may use.
        public var processors: Int
        /// Bytes of memory, or of the control group's limit where that is lower.
        public var memoryBytes: Int

        private enum CodingKeys: String, CodingKey {
            case processors
            case memoryBytes = "memory_bytes"
        }
    }

    /// Names this form.
    public var schema = "retrace.bench/1"
    /// The logs.
    public var logs: Logs
    /// The machine.
    public var machine: Machine
    /// The memory budget of each run, in bytes.
    public var memoryBytes: Int
    /// Runs of each stage with each number of threads.
    public var runs: Int
    /// By number of threads, then by stage.
    public var measurements: [BenchMeasurement]

    private enum CodingKeys: String, CodingKey {
        case schema, logs, machine, runs, measurements
        case memoryBytes = "memory_bytes"
    }
}
