import Glibc
import RetraceCore

/// Cuts a file into blocks of complete lines. Used by one thread.
public final class LineBlockReader {
    private let file: Int
    private let stream: LogStream
    private let blockSize: Int
    private let reader: FileReader
    private let decoder: any FrameDecoder
    private var sequence = 0
    private var carry: [UInt8] = []
    private var isAtStart = true
    private var isAtEnd = false
    /// Whether a line over the limit has begun and not ended.
    private var isInsideOverlongLine = false
    /// Why the file was given up, once it was; complete lines before the damage have been returned.
    public private(set) var damage: FrameError?
    /// Decompressed bytes so far.
    public private(set) var bytesDecoded: UInt64 = 0
    /// Stored bytes read so far.
    public var bytesRead: UInt64 { reader.bytesRead }

    /// Opens a file. `file` is its number within the run, `blockSize` the usual size of a block in bytes. Throws
    /// ``FrameError`` when it can't be read at all.
    public init(_ logFile: LogFile, file: Int, blockSize: Int, windowLog: Int) throws {
        if let obstacle = logFile.obstacle { throw FrameError(obstacle) }
        self.file = file
        stream = logFile.stream
        self.blockSize = blockSize
        let bufferSize = Int(min(UInt64(1 << 20), max(logFile.size, 4096)))
        reader = try FileReader(logFile, bufferSize: bufferSize)
        let format = FrameFormat(firstBytes: try reader.pending(atLeast: 4))
        decoder = try format.makeDecoder(reader, windowLog: windowLog)
    }

    /// A buffer of the right size for `next`.
    public func makeBuffer() -> BlockBuffer { BlockBuffer(capacity: blockSize) }

    /// The next block, read into `buffer`; nil at the end of the file or at damage.
    public func next(into buffer: BlockBuffer) -> LineBlock? {
        if isInsideOverlongLine { return skipOverlongLine(buffer) }
        if isAtEnd && carry.isEmpty { return nil }
        if buffer.capacity < carry.count + blockSize / 2 { buffer.grow(to: carry.count + blockSize, keeping: 0) }
        var filled = carry.count
        carry.withUnsafeBytes {
            if let base = $0.baseAddress { buffer.base.copyMemory(from: base, byteCount: $0.count) }
        }
        carry.removeAll(keepingCapacity: true)
        // What is carried over may hold whole lines, when it followed one that was over the limit.
        var searched = 0
        while true {
            fill(buffer, &filled)
            if isAtEnd { return lastBlock(buffer, filled) }
            if let end = lastLineFeed(buffer, from: searched, to: filled) { return cut(buffer, at: end + 1, filled) }
            if filled > Limits.lineBytes {
                return skipOverlongLine(buffer)
            }
            searched = filled
            buffer.grow(to: min(buffer.capacity * 2, Limits.lineBytes + blockSize), keeping: filled)
        }
    }

    /// Fills the buffer up, or to the end of the file.
    private func fill(_ buffer: BlockBuffer, _ filled: inout Int) {
        while filled < buffer.capacity && !isAtEnd {
            let count = decode(
                UnsafeMutableRawBufferPointer(start: buffer.base + filled, count: buffer.capacity - filled))
            filled += count
            if isAtStart && (filled >= 3 || isAtEnd) { dropByteOrderMark(buffer, &filled) }
        }
    }

    private func decode(_ output: UnsafeMutableRawBufferPointer) -> Int {
        var count: Int
        do {
            count = try decoder.decode(into: output)
            isAtEnd = count == 0
        } catch {
            count = decoder.salvaged
            damage = error as? FrameError ?? FrameError("cannot be read: \(error)")
            isAtEnd = true
        }
        bytesDecoded += UInt64(count)
        return count
    }

    private func dropByteOrderMark(_ buffer: BlockBuffer, _ filled: inout Int) {
        isAtStart = false
        let bytes = buffer.base.assumingMemoryBound(to: UInt8.self)
        guard filled >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return }
        filled -= 3
        memmove(buffer.base, buffer.base + 3, filled)
    }

    private func lastLineFeed(_ buffer: BlockBuffer, from start: Int, to end: Int) -> Int? {
        let bytes = buffer.base.assumingMemoryBound(to: UInt8.self)
        var position = end
        while position > start {
            position -= 1
            if bytes[position] == 0x0A { return position }
        }
        return nil
    }

    private func cut(_ buffer: BlockBuffer, at end: Int, _ filled: Int) -> LineBlock {
        carry.append(contentsOf: UnsafeRawBufferPointer(start: buffer.base + end, count: filled - end))
        return block(buffer, end)
    }

    private func block(_ buffer: BlockBuffer, _ count: Int, isOverlongLine: Bool = false) -> LineBlock {
        defer { sequence += 1 }
        return LineBlock(
            buffer: buffer, count: count, file: file, stream: stream, sequence: sequence, isOverlongLine: isOverlongLine
        )
    }

    /// At damage a line without its line feed may be half a line: it is part of what was lost.
    private func lastBlock(_ buffer: BlockBuffer, _ filled: Int) -> LineBlock? {
        var count = filled
        if damage != nil { count = lastLineFeed(buffer, from: 0, to: filled).map { $0 + 1 } ?? 0 }
        return count > 0 ? block(buffer, count) : nil
    }

    /// Reads on in a line that is over the limit. Where it ends there, what follows it is kept; else the block is empty, so
    /// that whoever reads can stop in a line without end.
    private func skipOverlongLine(_ buffer: BlockBuffer) -> LineBlock? {
        let count = decode(UnsafeMutableRawBufferPointer(start: buffer.base, count: buffer.capacity))
        let feed = memchr(buffer.base, 0x0A, count)
        isInsideOverlongLine = feed == nil && !isAtEnd
        if isInsideOverlongLine { return block(buffer, 0) }
        if let feed {
            let end = UnsafeMutableRawPointer(feed) - buffer.base + 1
            carry.append(contentsOf: UnsafeRawBufferPointer(start: buffer.base + end, count: count - end))
        } else if damage != nil {
            return nil
        }
        return block(buffer, 0, isOverlongLine: true)
    }
}
