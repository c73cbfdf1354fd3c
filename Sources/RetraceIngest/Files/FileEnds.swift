import RetraceCore
import RetraceHost

/// Tells files apart by their first and last bytes: cheap, and enough to notice one that was replaced by another of its size
/// and time. Not enough to notice one that somebody changed in the middle and gave its old time.
public enum FileEnds {
    /// Bytes at each end.
    private static let byteCount = 64 << 10

    /// XXH3 (64 bits) of the first and the last 64 KiB. Throws ``FrameError`` when they can't be read.
    public static func hash(of file: LogFile) throws -> UInt64 {
        do throws(HostError) {
            let open = try OpenFile.reading(file.path)
            let size = Int(clamping: try open.status().size)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * byteCount, alignment: 16)
            defer { buffer.deallocate() }
            let first = try open.read(at: 0, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<byteCount]))
            let rest = max(first, size - byteCount)
            let last = try open.read(
                at: rest,
                into: UnsafeMutableRawBufferPointer(
                    rebasing: buffer[first..<first + min(byteCount, max(0, size - rest))]))
            return TextHash.of(UnsafeRawBufferPointer(rebasing: buffer[..<(first + last)]))
        } catch {
            throw FrameError("cannot be read: \(error)")
        }
    }
}
