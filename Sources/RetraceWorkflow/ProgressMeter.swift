import RetraceIngest
import Synchronization

/// How far a run has come, for whoever shows it. Thread-safe.
public final class ProgressMeter: Sendable {
    /// What a run is doing.
    public enum Stage: Int, Sendable {
        /// Reading identifiers, audiences, matches and disclosures.
        case readingIdentities
        /// Replaying them.
        case replayingIdentities
        /// Reading uploads for matches without a hash.
        case readingUploads
        /// Reading impressions and accounts.
        case readingExposures
        /// Replaying impressions and counting.
        case replayingExposures

        /// A few words for people.
        public var text: String {
            switch self {
            case .readingIdentities: "reading identifiers and matches"
            case .replayingIdentities: "replaying matches"
            case .readingUploads: "reading uploads"
            case .readingExposures: "reading impressions"
            case .replayingExposures: "replaying impressions"
            }
        }
    }

    private let bytes = Atomic<UInt64>(0)
    private let total = Atomic<UInt64>(0)
    private let current = Atomic<Int>(0)
    private let partitions = Atomic<UInt64>(0)
    /// In a piece of a run: blocks of streams that were read or written.
    let blocks = BlockMeter()

    /// Nothing done yet.
    public init() {}

    /// Bytes read of all files, as stored.
    public var bytesRead: UInt64 { bytes.load(ordering: .relaxed) }
    /// Bytes of all files, as stored; 0 while unknown.
    public var bytesTotal: UInt64 { total.load(ordering: .relaxed) }
    /// Partitions that were replayed, in each pass.
    public var partitionsReplayed: UInt64 { partitions.load(ordering: .relaxed) }
    /// In a piece of a run: blocks of streams that were read or written.
    public var blocksMoved: UInt64 { blocks.count }
    /// What the run is doing.
    public var stage: Stage { Stage(rawValue: current.load(ordering: .relaxed)) ?? .readingIdentities }

    func add(_ count: UInt64) { bytes.add(count, ordering: .relaxed) }
    func addPartition() { partitions.add(1, ordering: .relaxed) }
    func setTotal(_ count: UInt64) { total.store(count, ordering: .relaxed) }
    /// Everything is read once more.
    func startOver() { bytes.store(0, ordering: .relaxed) }
    func enter(_ stage: Stage) { current.store(stage.rawValue, ordering: .relaxed) }
}
