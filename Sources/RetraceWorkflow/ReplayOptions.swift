import Foundation
import RetraceCore
import RetraceHost
import RetraceIngest

/// What a replay is asked to do.
public struct ReplayOptions: Sendable {
    /// The log root's path; nil where all streams come from elsewhere.
    public var root: String?
    /// Streams that come from elsewhere, and what is needed to read files.
    public var inputs = LogInputs()
    /// Which purposes permit and which restrict.
    public var policy: Policy
    /// The text that says so, as it was read; what a case and a report quote.
    public var policyText = ""
    /// How foreign logs become streams of the model; nil where they are the model's own.
    public var mapping: Mapping?
    /// The instant that divides before from since.
    public var cutoff: Cutoff
    /// By how many milliseconds the clocks of services may be off; 0 where they are believed.
    public var clockSkewMilliseconds: Int64 = 0
    /// Worker threads, at least 1.
    public var threads: Int
    /// Bytes of memory to stay within.
    public var memoryBytes: Int
    /// The folder for temporary files.
    public var spillFolder: String
    /// Base-2 logarithm of the largest Zstandard window accepted.
    public var windowLog: Int
    /// How much a file may unpack to.
    public var expansion = ExpansionLimit.standard
    /// Rejected lines at which the run is given up; nil for no limit.
    public var maxRejected: UInt64?
    /// Which files there should be; nil where nobody says.
    public var manifest: Manifest?
    /// Whether all files are hashed as they are read; else those that a case or the manifest needs the hashes of.
    public var hashesInputs = false
    /// How streams were sampled, in place of what the manifest says of them.
    public var sampling: [LogStream: Sampling] = [:]

    /// The folder to keep checkpoints in, which exists; nil for none.
    public var checkpointFolder: String?
    /// Seconds between two checkpoints at least; 0: after each file and partition, whatever it costs.
    public var checkpointSeconds = 60.0
    /// Whether to go on from the checkpoint in that folder, if there is one.
    public var resumes = false
    /// The version of the program: checkpoints of another one are refused.
    public var build = ""

    /// Options with defaults for all but the first three: all processors, half of the machine's (or the control group's)
    /// memory, TMPDIR or `/tmp`.
    public init(
        root: String?, policy: Policy, cutoff: Cutoff, threads: Int? = nil, memoryBytes: Int? = nil,
        spillFolder: String? = nil, windowLog: Int = Limits.windowLog, maxRejected: UInt64? = nil
    ) {
        self.root = root
        self.policy = policy
        self.cutoff = cutoff
        self.threads = max(1, min(threads ?? ProcessInfo.processInfo.activeProcessorCount, Limits.threadsMax))
        self.memoryBytes = max(Limits.memoryBytesMin, memoryBytes ?? MachineMemory.bytes() / 2)
        self.spillFolder = spillFolder ?? FileSystem.temporaryFolder
        self.windowLog = windowLog
        self.maxRejected = maxRejected
    }
}
