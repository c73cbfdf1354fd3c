import Foundation
import RetraceCore
import RetraceIngest

/// Files in whatever form their bytes say (Zstandard, gzip, plain): blocks of any size give the same lines and the same damage.
enum FramesTarget {
    /// A limit that small files can reach.
    private static let expansion = ExpansionLimit(bytes: 1 << 13, ratio: 20)

    static func run(_ input: UnsafeRawBufferPointer) {
        let path = Scratch.write(input, as: "frames")
        let file = LogFile(stream: .matches, path: Array(path.utf8CString), name: "frames", size: UInt64(input.count))
        let large = read(file, blockSize: 1 << 16)
        let small = read(file, blockSize: 61)
        precondition(large.damage == small.damage, "damage depends on the size of blocks")
        precondition(large.lines == small.lines, "lines depend on the size of blocks")
        precondition(large.bytes == small.bytes, "bytes depend on the size of blocks")
    }

    private static func read(_ file: LogFile, blockSize: Int) -> (lines: [UInt8], bytes: UInt64, damage: FrameError?) {
        do {
            let reader = try LineBlockReader(
                file, file: 0, blockSize: blockSize, windowLog: 20, expansion: expansion)
            let buffer = reader.makeBuffer()
            var lines: [UInt8] = []
            while let block = reader.next(into: buffer) {
                lines += block.bytes
            }
            return (lines, reader.bytesDecoded, reader.damage)
        } catch {
            return ([], 0, error as? FrameError)
        }
    }
}
