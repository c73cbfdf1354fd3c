/// Limits on what input may ask for. Past them a line is rejected or a file is given up, and the result says so.
public enum Limits {
    /// Bytes of a line, its line feed aside.
    public static let lineBytes = 4 << 20
    /// Levels of arrays and objects in a line.
    public static let nestingDepth = 1 << 20
    /// Base-2 logarithm of the largest Zstandard window that is accepted unless more is asked for: 128 MiB.
    public static let windowLog = 27
    /// Largest value of ``windowLog`` that may be asked for.
    public static let windowLogMax = 31
    /// Bytes that a file may unpack to, however small it is: 64 GiB. Past them ``expansionRatio`` counts.
    public static let expandedBytes: UInt64 = 64 << 30
    /// How many times its stored size a file may unpack to once it is over ``expandedBytes``. Logs reach a few hundred at
    /// most; Zstandard's format allows some 30,000, gzip's 1,032.
    public static let expansionRatio: UInt64 = 1000
    /// Log lines that a case keeps for one account; those that decide a count are kept first.
    public static let evidenceEventsPerAccount = 1000
    /// Rejected lines kept as samples, per file.
    public static let rejectionSamplesPerFile = 10
    /// Bytes of a policy file.
    public static let policyBytes = 1 << 20
    /// Bytes of a manifest: room for some 300,000 files.
    public static let manifestBytes = 64 << 20
    /// Smallest memory budget in bytes that a replay accepts.
    public static let memoryBytesMin = 64 << 20
    /// Most milliseconds by which clocks may be said to be off: a day.
    public static let clockSkewMilliseconds: Int64 = 86_400_000
    /// Largest base-2 logarithm of the number of parts of a run.
    public static let partitionBitsMax = 16
    /// Most worker threads.
    public static let threadsMax = 512
}
