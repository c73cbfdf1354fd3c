/// Turns locations into line numbers, once files have been read. Immutable; any thread may use it.
public struct LineNumbers: Sendable {
    /// For each file and block of it, the lines before it; empty for files that were not read yet.
    private let starts: [[UInt64]]

    /// From the number of lines of each block of each file.
    public init(blockLines: [[UInt32]]) {
        starts = blockLines.map { lines in
            var sum: UInt64 = 0
            return lines.map { count in
                defer { sum += UInt64(count) }
                return sum
            }
        }
    }

    /// The number, from 1, of a line within its file. Its file must have been read when this was made.
    public func number(of location: EventLocation) -> UInt64 {
        starts[location.file][location.block] + UInt64(location.line) + 1
    }
}
