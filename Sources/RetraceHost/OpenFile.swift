import Foundation
import Glibc
import Synchronization

/// An open file. Calls that a signal interrupts are made again, and short transfers are carried on with. Closed with the last
/// reference.
///
/// Thread-safe as the system's calls are: those at an offset may be made by any thread at a time.
public final class OpenFile: Sendable {
    private let descriptor: Int32
    /// Whether the descriptor is ours, and open.
    private let isOwned: Atomic<Bool>
    private let scope: FaultScope

    private init(_ descriptor: Int32, isOwned: Bool = true, _ scope: FaultScope) {
        self.descriptor = descriptor
        self.isOwned = Atomic(isOwned)
        self.scope = scope
    }

    deinit { try? close() }

    /// Takes the lock of the file (`flock`) that ends with the process; false where another has it.
    public func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// Closes the file before its last reference goes, for those who want to know: some file systems report a full disk only
    /// then. Nothing else may be asked of the file afterwards.
    public func close() throws(HostError) {
        guard isOwned.exchange(false, ordering: .relaxed) else { return }
        // Closed even when the call fails: never made again.
        if Glibc.close(descriptor) != 0 && errno != EINTR { throw HostError(.close, errno) }
    }

    /// Standard input.
    public static var standardInput: OpenFile {
        OpenFile(STDIN_FILENO, isOwned: false, FaultScope(Array("/dev/stdin".utf8CString)))
    }

    /// Standard output.
    public static var standardOutput: OpenFile {
        OpenFile(STDOUT_FILENO, isOwned: false, FaultScope(Array("/dev/stdout".utf8CString)))
    }

    private static func open(_ path: [CChar], _ flags: Int32, mode: mode_t = 0) throws(HostError) -> OpenFile {
        let scope = FaultScope(path)
        let descriptor = try scope.perform(.open) { _ in
            Int(Glibc.open(path, flags | O_CLOEXEC | O_NOCTTY, mode))
        }
        return OpenFile(Int32(descriptor), scope)
    }

    /// Opens a file to read. Does not wait for whoever might write to a pipe: ask ``status()`` what it is.
    public static func reading(_ path: [CChar]) throws(HostError) -> OpenFile { try open(path, O_RDONLY | O_NONBLOCK) }

    /// Opens what is there to read, and waits where it is a pipe that nobody writes to yet.
    public static func readingWhenReady(_ path: [CChar]) throws(HostError) -> OpenFile { try open(path, O_RDONLY) }

    /// Opens what is there, to write at its end.
    public static func appending(_ path: [CChar]) throws(HostError) -> OpenFile { try open(path, O_WRONLY | O_APPEND) }

    /// Creates a file to write, or empties the one that is there.
    public static func replacing(_ path: [CChar], mode: mode_t) throws(HostError) -> OpenFile {
        try open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
    }

    /// Creates a file to read and write that must not be there yet; its owner alone may read it.
    public static func creating(_ path: [CChar]) throws(HostError) -> OpenFile {
        try open(path, O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
    }

    /// Opens a file to be locked, and creates it where there is none; its owner alone may read it.
    public static func toLock(_ path: [CChar]) throws(HostError) -> OpenFile {
        try open(path, O_RDWR | O_CREAT, mode: 0o600)
    }

    /// `O_TMPFILE` of Linux, which is not among what Swift sees of the C library.
    private static let namelessFlag = 0o20000000 | O_DIRECTORY

    /// Creates a file without a name in `folder`, to read and write: however the process ends, the system removes it.
    public static func nameless(in folder: String) throws(HostError) -> OpenFile {
        do {
            return try open(Array(folder.utf8CString), O_RDWR | namelessFlag, mode: 0o600)
        } catch  where error.code == EOPNOTSUPP || error.code == EISDIR {
            // A file system that knows no such files: one that loses its name at once.
            let path = TemporaryName.make(in: folder)
            let file = try creating(path)
            try FileSystem.remove(path)
            return file
        }
    }

    /// Gives a file that was created nameless a name that nothing has, and waits until it is on the disk. Where the file system
    /// can't name it, its first `length` bytes are copied to a file of that name.
    public func keep(at path: [CChar], length: Int) throws(HostError) {
        let own = Array("/proc/self/fd/\(descriptor)".utf8CString)
        do {
            _ = try scope.perform(.link) { _ in Int(linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW)) }
        } catch  where [ENOENT, EXDEV, EPERM, EOPNOTSUPP, ENOSYS].contains(error.code) {
            return try copy(length, to: path)
        }
        try sync()
    }

    private func copy(_ length: Int, to path: [CChar]) throws(HostError) {
        let target = try OpenFile.creating(path)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { piece.deallocate() }
        var position = 0
        while position < length {
            let wanted = UnsafeMutableRawBufferPointer(rebasing: piece[..<min(piece.count, length - position)])
            let count = try read(at: position, into: wanted)
            guard count == wanted.count else { throw HostError(.read, EIO) }
            try target.write(UnsafeRawBufferPointer(wanted))
            position += count
        }
        try target.sync()
    }

    /// Tells the system that the file will be read from start to end.
    public func willReadInOrder() { posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }

    /// What the file is now.
    public func status() throws(HostError) -> FileStatus {
        var status = stat()
        _ = try scope.perform(.stat) { _ in Int(fstat(descriptor, &status)) }
        return FileStatus(status)
    }

    /// Sets who may do what with the file.
    public func setPermissions(_ permissions: mode_t) { fchmod(descriptor, permissions) }

    /// Waits until something can be read, or there is nothing to wait for any more; at most so long, or until a signal comes.
    /// False where neither has come to pass.
    public func waitUntilReadable(milliseconds: Int32) throws(HostError) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = poll(&request, 1, milliseconds)
        if count < 0 && errno != EINTR { throw HostError(.read, errno) }
        return count > 0
    }

    /// Reads some bytes and returns how many; 0 at the end.
    public func read(into output: UnsafeMutableRawBufferPointer) throws(HostError) -> Int {
        try scope.perform(.read, count: output.count) { Glibc.read(descriptor, output.baseAddress, $0) }
    }

    /// Passes over `count` bytes and returns the position, which may lie beyond the end. Of regular files only.
    public func skip(_ count: Int) throws(HostError) -> UInt64 {
        UInt64(try scope.perform(.read) { _ in Int(lseek(descriptor, off_t(count), SEEK_CUR)) })
    }

    /// Fills `output` from `offset` on and returns how many bytes there were: fewer only at the end.
    public func read(at offset: Int, into output: UnsafeMutableRawBufferPointer) throws(HostError) -> Int {
        var done = 0
        while done < output.count {
            let count = try scope.perform(.read, count: output.count - done) {
                pread(descriptor, output.baseAddress! + done, $0, off_t(offset + done))
            }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Writes all of `bytes` at the file's position.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(HostError) {
        try writeAll(bytes) { Glibc.write(descriptor, $0, $1) }
    }

    /// Writes all bytes of a collection that lie in one piece.
    public func write(all bytes: some ContiguousBytes) throws(HostError) {
        let failure = bytes.withUnsafeBytes { (bytes) -> HostError? in
            do throws(HostError) {
                try write(bytes)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Writes all of `bytes` at `offset`.
    public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(HostError) {
        var position = offset
        try writeAll(bytes) {
            let count = pwrite(descriptor, $0, $1, off_t(position))
            if count > 0 { position += count }
            return count
        }
    }

    private func writeAll(_ bytes: UnsafeRawBufferPointer, _ attempt: (UnsafeRawPointer, Int) -> Int) throws(HostError)
    {
        var done = 0
        while done < bytes.count {
            let count = try scope.perform(.write, count: bytes.count - done) { attempt(bytes.baseAddress! + done, $0) }
            // No file takes nothing again and again: the disk is as good as full.
            guard count > 0 else { throw HostError(.write, ENOSPC) }
            done += count
        }
    }

    /// Cuts the file to `length` bytes, or fills it up with zeros.
    public func truncate(to length: Int) throws(HostError) {
        _ = try scope.perform(.truncate) { _ in Int(ftruncate(descriptor, off_t(length))) }
    }

    /// Has the system begin to bring some bytes to the disk, without waiting for it, so that ``sync()`` has less to do later.
    public func beginSync(from offset: Int, count: Int) {
        // What Linux does for bytes that are not needed soon; those not written yet stay in its cache.
        posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
    }

    /// Waits until all that was written is on the disk.
    public func sync() throws(HostError) {
        _ = try scope.perform(.sync) { _ in Int(fsync(descriptor)) }
    }
}
