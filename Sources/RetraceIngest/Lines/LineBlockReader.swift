import Glibc
import RetraceCore

/// Cuts a file into blocks of complete lines. Used by one thread.
public final class LineBlockReader {
    private let file: Int
    private let stream: LogStream
    private let mapping: FileMapping?
    private let blockSize: Int
    private let reader: FileReader
    private let decoder: any FrameDecoder
    private let expansion: ExpansionLimit
    /// The file's size; nil where it is known only at the end.
    private let size: UInt64?
    /// What `expansion` allows this file.
    private var bytesMax: UInt64 { expansion.bytes(ofFileWith: size ?? reader.bytesRead) }
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

    /// Opens a file. `file` is its number within the run, `blockSize` the usual size of a block in bytes, at most
    /// ``RetraceCore/EventLocation/linesMax``: then a block can't have more lines than a location can tell apart. With
    /// `isHashing` the file's bytes are hashed as they are read. Throws
    /// ``FrameError`` when it can't be read at all.
    public init(
        _ logFile: LogFile, file: Int, blockSize: Int, windowLog: Int, isHashing: Bool = false,
        expansion: ExpansionLimit = .standard
    ) throws {
        if let obstacle = logFile.obstacle { throw FrameError(obstacle) }
        self.file = file
        stream = logFile.stream
        self.expansion = expansion
        size = logFile.pipe == nil ? logFile.size : nil
        mapping = logFile.mapping
        self.blockSize = min(blockSize, EventLocation.linesMax)
        let bufferSize = Int(min(UInt64(1 << 20), max(logFile.sizeExpected, 4096)))
        reader = try FileReader(logFile, bufferSize: bufferSize, isHashing: isHashing)
        let format = FrameFormat(firstBytes: try reader.pending(atLeast: 4))
        decoder = try RecordDecoder.wrapping(
            try format.makeDecoder(reader, windowLog: windowLog, dictionaries: logFile.dictionaries),
            as: logFile.mapping?.format ?? .jsonLines)
    }

    /// SHA-256 of the file as stored, once it has been read to its end or to its damage; nil where hashing was not asked for
    /// or where the rest of a damaged file cannot be read. Call it once.
    public func finishHash() -> String? { try? reader.finishHash() }

    /// A buffer of the right size for `next`.
    public func makeBuffer() -> BlockBuffer { BlockBuffer(capacity: blockSize) }

    /// The next block, read into `buffer`; nil at the end of the file or at damage.
    public func next(into buffer: BlockBuffer) -> LineBlock? {
        if isInsideOverlongLine { return skipOverlongLine(buffer) }
        if isAtEnd && carry.isEmpty { return nil }
        if sequence == EventLocation.blocksMax { return giveUp() }
        // A buffer that another file's long line made larger is not filled up for that reason.
        var limit = max(blockSize, carry.count + blockSize / 2)
        if buffer.capacity < limit { buffer.grow(to: limit, keeping: 0) }
        var filled = carry.count
        carry.withUnsafeBytes {
            if let base = $0.baseAddress { buffer.base.copyMemory(from: base, byteCount: $0.count) }
        }
        carry.removeAll(keepingCapacity: true)
        // What is carried over may hold whole lines, when it followed one that was over the limit.
        var searched = 0
        while true {
            fill(buffer, &filled, to: limit)
            if isAtEnd { return lastBlock(buffer, filled) }
            if let end = lastLineFeed(buffer, from: searched, to: filled) {
                return cut(buffer, at: shortened(buffer, end + 1), filled)
            }
            if filled > Limits.lineBytes {
                return skipOverlongLine(buffer)
            }
            searched = filled
            limit = min(limit * 2, Limits.lineBytes + blockSize)
            if buffer.capacity < limit { buffer.grow(to: limit, keeping: filled) }
        }
    }

    private func giveUp() -> LineBlock? {
        damage = FrameError("is too long: split it into files of less than 500 GB of lines each")
        isAtEnd = true
        carry = []
        return nil
    }

    /// Fills the buffer up to `limit` bytes, or to the end of the file.
    private func fill(_ buffer: BlockBuffer, _ filled: inout Int, to limit: Int) {
        while filled < limit && !isAtEnd {
            let count = decode(UnsafeMutableRawBufferPointer(start: buffer.base + filled, count: limit - filled))
            filled += count
            if isAtStart && (filled >= 3 || isAtEnd) { dropByteOrderMark(buffer, &filled) }
        }
    }

    private func decode(_ output: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        do {
            try decoder.decode(into: output, &count)
            isAtEnd = count == 0
        } catch {
            damage = error as? FrameError ?? FrameError("cannot be read: \(error)")
            isAtEnd = true
        }
        let room = bytesMax - bytesDecoded
        if UInt64(count) > room {
            // To the byte, so that the same lines count whatever the size of blocks.
            count = Int(room)
            damage = FrameError(expansion.reason)
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

    /// Where to cut lines of `count` bytes so that no more of them than necessary lie beyond the usual size of a block.
    private func shortened(_ buffer: BlockBuffer, _ count: Int) -> Int {
        guard count > blockSize else { return count }
        let start = buffer.base + blockSize - 1
        return memchr(start, 0x0A, count - blockSize + 1).map { UnsafeMutableRawPointer($0) - buffer.base + 1 } ?? count
    }

    private func cut(_ buffer: BlockBuffer, at end: Int, _ filled: Int) -> LineBlock {
        carry.append(contentsOf: UnsafeRawBufferPointer(start: buffer.base + end, count: filled - end))
        return block(buffer, end)
    }

    private func block(_ buffer: BlockBuffer, _ count: Int, isOverlongLine: Bool = false) -> LineBlock {
        defer { sequence += 1 }
        return LineBlock(
            buffer: buffer, count: count, file: file, stream: stream, mapping: mapping, sequence: sequence,
            isOverlongLine: isOverlongLine
        )
    }

    /// At damage a line without its line feed may be half a line: it is part of what was lost.
    private func lastBlock(_ buffer: BlockBuffer, _ filled: Int) -> LineBlock? {
        var count = filled
        if damage != nil { count = lastLineFeed(buffer, from: 0, to: filled).map { $0 + 1 } ?? 0 }
        guard count > 0 else { return nil }
        let end = shortened(buffer, count)
        return end < count ? cut(buffer, at: end, filled) : block(buffer, count)
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
