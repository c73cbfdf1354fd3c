import RetraceCore
import RetraceHost

/// What was read of each file, and samples of its rejected lines with their line numbers. Thread-safe; locked once a block.
///
/// Blocks of a file may be parsed in any order: line numbers are put together when the file is done.
public final class FileLedger: Sendable {
    /// What is known of a file.
    public struct Entry: Sendable {
        /// Lines that are not white space only.
        public var lines: UInt64 = 0
        /// Lines of them that were rejected.
        public var rejected: UInt64 = 0
        /// Time stamps of its valid lines, duplicates included; empty unless records keep detail.
        public var instants = InstantRange()
        /// Bytes after decompression.
        public var bytes: UInt64 = 0
        /// Bytes as stored that were read; 0 where it was read elsewhere.
        public var bytesStored: UInt64 = 0
        /// Why it was given up, if it was.
        public var damage: FrameError?
        /// SHA-256 of its bytes as stored, where that was asked for.
        public var sha256: String?
        /// Physical lines of each block.
        var blockLines: [UInt32] = []
        /// Rejected lines by block and line within it: the first few of the file.
        var samples: [Sample] = []

        /// Nothing yet.
        public init() {}
    }

    struct Sample: Sendable {
        var block: Int
        var line: UInt32
        var reason: Rejection.Reason
        var field: UInt8
    }

    private let entries: Lock<[Entry]>

    /// A ledger for `count` files.
    public init(count: Int) {
        entries = Lock(Array(repeating: Entry(), count: count))
    }

    /// Notes a parsed block.
    func add(
        _ block: LineBlock, lines: Int, rejected: Int, physicalLines: UInt32, instants: InstantRange, samples: [Sample]
    ) {
        entries.withLock { entries in
            let missing = block.sequence + 1 - entries[block.file].blockLines.count
            if missing > 0 { entries[block.file].blockLines += Array(repeating: 0, count: missing) }
            entries[block.file].blockLines[block.sequence] = physicalLines
            entries[block.file].lines += UInt64(lines)
            entries[block.file].rejected += UInt64(rejected)
            entries[block.file].instants.merge(instants)
            guard !samples.isEmpty else { return }
            let all = (entries[block.file].samples + samples).sorted { ($0.block, $0.line) < ($1.block, $1.line) }
            entries[block.file].samples = Array(all.prefix(Limits.rejectionSamplesPerFile))
        }
    }

    /// Notes that a file has been read to its end or to its damage.
    public func finish(
        file: Int, bytes: UInt64, bytesStored: UInt64 = 0, damage: FrameError?, sha256: String? = nil
    ) {
        entries.withLock {
            $0[file].bytesStored = bytesStored
            $0[file].bytes = bytes
            $0[file].damage = damage
            $0[file].sha256 = sha256
        }
    }

    /// Forgets everything, as if no file had been read.
    public func clear() { entries.withLock { $0 = Array(repeating: Entry(), count: $0.count) } }

    /// Takes over what is known of a file that was read elsewhere.
    public func restore(_ entry: Entry, of file: Int) { entries.withLock { $0[file] = entry } }

    /// Line numbers of the files that have been read.
    public func lineNumbers() -> LineNumbers {
        LineNumbers(blockLines: entries.withLock { $0.map(\.blockLines) })
    }

    /// What is known of a file, once all of it has been parsed.
    public func entry(of file: Int) -> Entry { entries.withLock { $0[file] } }

    /// The first rejected lines of a file, in their order.
    public func rejections(file: Int, of logFile: LogFile) -> [Rejection] {
        let entry = entry(of: file)
        return entry.samples.map { sample in
            let linesBefore = entry.blockLines[..<sample.block].reduce(UInt64(0)) { $0 + UInt64($1) }
            return Rejection(
                file: logFile.name, line: linesBefore + UInt64(sample.line) + 1, reason: sample.reason,
                field: LineParser.fieldName(sample.field, of: logFile.stream))
        }
    }
}
