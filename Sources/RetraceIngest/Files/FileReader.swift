import Glibc
import RetraceHost

/// Reads a file or a pipe from start to end through one reused buffer. Used by one thread at a time.
final class FileReader {
    private let source: any ByteSource
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var position = 0
    /// Bytes read so far.
    private(set) var bytesRead: UInt64 = 0
    /// Whether `read` has reported the end of the file.
    private(set) var isAtEnd = false
    /// Hashes what is read, where somebody asked.
    private let hasher: SHA256Hasher?

    /// Opens a file; `bufferSize` bytes are read at a time, and hashed where that is asked for. Throws ``FrameError``
    /// when it can't be opened, or is no longer what was found; ``RetraceCore/RetraceError`` of kind `inputOutput` when a pipe
    /// can't be copied.
    init(_ logFile: LogFile, bufferSize: Int, isHashing: Bool = false) throws {
        source = try logFile.joined?.open() ?? logFile.pipe?.open() ?? StoredSource(logFile)
        hasher = isHashing ? SHA256Hasher() : nil
        buffer = UnsafeMutableRawBufferPointer(start: HostMemory.allocate(bufferSize), count: bufferSize)
    }

    deinit { buffer.deallocate() }

    /// Bytes read and not yet consumed; refilled when there are none. Empty at the end of the file. Throws ``FrameError``
    /// when it can't be read, and at the end when it was changed meanwhile.
    func pending() throws -> UnsafeRawBufferPointer {
        if position == filled && !isAtEnd { try refill() }
        return UnsafeRawBufferPointer(rebasing: buffer[position..<filled])
    }

    /// At least `count` pending bytes, fewer only at the end of the file; `count` is at most the buffer's size.
    func pending(atLeast count: Int) throws -> UnsafeRawBufferPointer {
        while filled - position < count && !isAtEnd {
            let rest = filled - position
            memmove(buffer.baseAddress!, buffer.baseAddress! + position, rest)
            position = 0
            filled = rest
            try append()
        }
        return UnsafeRawBufferPointer(rebasing: buffer[position..<filled])
    }

    /// Marks pending bytes as used.
    func consume(_ count: Int) {
        position += count
        precondition(position <= filled)
    }

    /// The hash of the whole file; what was not read yet is read for it. Nil where hashing was not asked for. Call it once.
    func finishHash() throws -> String? {
        guard let hasher else { return nil }
        while !isAtEnd { try refill() }
        return hasher.finish()
    }

    private func refill() throws {
        position = 0
        filled = 0
        try append()
    }

    private func append() throws {
        let count: Int
        do {
            count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        } catch let error as HostError {
            throw FrameError("cannot be read at byte \(bytesRead): \(error)")
        }
        hasher?.update(UnsafeRawBufferPointer(start: buffer.baseAddress! + filled, count: count))
        filled += count
        bytesRead += UInt64(count)
        guard count == 0 else { return }
        isAtEnd = true
        try source.checkUnchanged()
    }
}
