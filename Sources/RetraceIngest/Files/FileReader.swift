import Glibc
import RetraceCore

/// Reads a file from start to end through one reused buffer. Used by one thread at a time.
final class FileReader {
    private let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var position = 0
    /// Bytes read so far.
    private(set) var bytesRead: UInt64 = 0
    /// Whether `read` has reported the end of the file.
    private(set) var isAtEnd = false
    /// Hashes what is read, where somebody asked.
    private let hasher: SHA256Hasher?

    /// Opens a file; `bufferSize` bytes are read at a time, and hashed where that is asked for. Throws ``FrameError`` when it can't be opened.
    init(path: [CChar], bufferSize: Int, isHashing: Bool = false) throws {
        descriptor = path.withUnsafeBufferPointer { open($0.baseAddress!, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else { throw FrameError("cannot be opened: \(String(cString: strerror(errno)))") }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        hasher = isHashing ? SHA256Hasher() : nil
        buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 64)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    /// Bytes read and not yet consumed; refilled when there are none. Empty at the end of the file.
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
        var count: Int
        repeat {
            count = read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
        } while count < 0 && errno == EINTR
        guard count >= 0 else {
            throw FrameError("cannot be read at byte \(bytesRead): \(String(cString: strerror(errno)))")
        }
        isAtEnd = count == 0
        hasher?.update(UnsafeRawBufferPointer(start: buffer.baseAddress! + filled, count: count))
        filled += count
        bytesRead += UInt64(count)
    }
}
