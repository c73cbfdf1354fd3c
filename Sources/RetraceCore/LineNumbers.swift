/// Turns locations into line numbers, once files have been read. Immutable; any thread may use it.
public struct LineNumbers: Sendable {
    /// For the blocks of each file, one file after the other, the lines before each within its file. A list of lists would
    /// have references counted for every line, by all threads.
    private let starts: [UInt64]
    /// Where each file's blocks begin in ``starts``; files that were not read yet have none.
    private let firstBlocks: [Int]

    /// From the number of lines of each block of each file.
    public init(blockLines: [[UInt32]]) {
        var starts: [UInt64] = []
        starts.reserveCapacity(blockLines.reduce(0) { $0 + $1.count })
        firstBlocks = blockLines.map { lines in
            let first = starts.count
            var sum: UInt64 = 0
            for count in lines {
                starts.append(sum)
                sum += UInt64(count)
            }
            return first
        }
        self.starts = starts
    }

    /// The number, from 1, of a line within its file. Its file must have been read when this was made.
    public func number(of location: EventLocation) -> UInt64 {
        starts[firstBlocks[location.file] + location.block] + UInt64(location.line) + 1
    }
}
