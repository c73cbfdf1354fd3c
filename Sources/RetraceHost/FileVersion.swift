/// Which file it is and in which state: two that are equal hold the same bytes, unless somebody has set the clock back.
public struct FileVersion: Hashable, Sendable {
    /// The device that it lies on.
    public var device: UInt64
    /// Its number there (inode).
    public var number: UInt64
    /// Bytes.
    public var size: UInt64
    /// When it was written to last, in nanoseconds since 1970.
    public var modified: Int64

    /// Whether it is the same file, in whatever state.
    public func isSameFile(as other: FileVersion) -> Bool { device == other.device && number == other.number }
}
