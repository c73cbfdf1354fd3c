/// Where a line stands: a file of the run, a block of it, a line of the block. Eight bytes, so that records can afford it.
///
/// Blocks are parsed in any order, so a line's number within its file is known only when the whole file has been read;
/// until then this stands for it. Locations of one file are ordered as its lines are.
@frozen
public struct EventLocation: Hashable, Comparable, Sendable {
    /// File in the upper 24 bits, block in the next 22, line in the lowest 18.
    public var rawValue: UInt64

    /// Files that a run can tell apart.
    public static let filesMax = 1 << 24
    /// Blocks of a file: with 256 KiB a block, 1 TiB of lines.
    public static let blocksMax = 1 << 22
    /// Lines of a block.
    public static let linesMax = 1 << 18

    /// A location from its raw value.
    @inlinable
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// A location from its parts, each below its maximum.
    @inlinable
    public init(file: Int, block: Int, line: Int) {
        rawValue = UInt64(file) << 40 | UInt64(block) << 18 | UInt64(line)
    }

    /// The file's number within the run.
    @inlinable
    public var file: Int { Int(rawValue >> 40) }

    /// The block's number within the file, from 0.
    @inlinable
    public var block: Int { Int(rawValue >> 18 & 0x3F_FFFF) }

    /// The line's number within the block, from 0.
    @inlinable
    public var line: Int { Int(rawValue & 0x3_FFFF) }

    /// By file, then by line.
    @inlinable
    public static func < (left: EventLocation, right: EventLocation) -> Bool { left.rawValue < right.rawValue }
}
