import Glibc
import RetraceCore
import RetraceHost

/// Reads a file from start to end through one reused buffer. Used by one thread at a time.
final class FileReader {
    private let file: OpenFile
    private let path: [CChar]
    /// The file as it was when it was found.
    private let version: FileVersion
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
    /// when it can't be opened, or is no longer what was found.
    init(_ logFile: LogFile, bufferSize: Int, isHashing: Bool = false) throws {
        path = logFile.path
        do {
            file = try OpenFile.reading(logFile.path)
            let status = try file.status()
            guard status.isRegularFile else { throw FrameError("is not a regular file") }
            version = logFile.version ?? status.version
        } catch let error as HostError {
            throw FrameError("cannot be opened: \(error)")
        }
        file.willReadInOrder()
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
            count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        } catch {
            throw FrameError("cannot be read at byte \(bytesRead): \(error)")
        }
        hasher?.update(UnsafeRawBufferPointer(start: buffer.baseAddress! + filled, count: count))
        filled += count
        bytesRead += UInt64(count)
        guard count == 0 else { return }
        isAtEnd = true
        try checkUnchanged()
    }

    /// A file that somebody writes to meanwhile is read as nobody ever wrote it. That is damage, though every line may be
    /// whole.
    private func checkUnchanged() throws {
        let now: FileVersion
        let named: FileVersion?
        do {
            now = try file.status().version
            named = try FileStatus.of(path)?.version
        } catch {
            throw FrameError("cannot be looked at after reading: \(error)")
        }
        if named?.isSameFile(as: version) != true {
            throw FrameError("was replaced or removed while it was read")
        }
        if now != version {
            throw FrameError(
                "was changed while it was read: it had \(version.size) bytes when it was found, and \(now.size) at the end"
            )
        }
    }
}
