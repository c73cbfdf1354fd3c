/// How far lines are taken in a measurement. Each stage does what the one before it does, and one thing more.
public enum BenchStage: String, CaseIterable, Codable, Sendable {
    /// Files are read as they are stored.
    case read
    /// They are decompressed and cut into blocks of lines.
    case decompress
    /// Blocks are parsed.
    case parse
    /// Lines are sent to the partitions of their accounts, which may spill.
    case partition
    /// A whole replay, to the result.
    case replay
}
