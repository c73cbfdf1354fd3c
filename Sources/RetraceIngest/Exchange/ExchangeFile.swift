import Glibc
import RetraceCore

/// A file that appears under its name whole or not at all: written under a temporary name in the same folder. Without
/// `commit` nothing is left of it.
public final class ExchangeFile {
    /// The name that it will have.
    public let path: String
    /// To be written to, in sequence.
    public let descriptor: Int32
    private let temporaryPath: [CChar]
    private var isCommitted = false

    /// Creates the temporary file, readable by its owner alone. Throws ``RetraceError`` of kind `inputOutput`.
    public init(path: String) throws {
        self.path = path
        var template = Array("\(path).XXXXXX".utf8CString)
        descriptor = template.withUnsafeMutableBufferPointer { mkstemp($0.baseAddress!) }
        temporaryPath = template
        guard descriptor >= 0 else { throw ExchangeFile.failure(path) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if !isCommitted { unlink(temporaryPath) }
    }

    /// Gives the file its name, once all of it is on the disk. Throws ``RetraceError`` of kind `inputOutput`.
    public func commit() throws {
        guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else { throw ExchangeFile.failure(path) }
        isCommitted = true
        // Else a power failure could take the name back.
        let slash = path.lastIndex(of: "/")
        let folder = open(slash.map { String(path[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// A file of this name could not be written, by `errno`.
    public static func failure(_ path: String) -> RetraceError {
        RetraceError(.inputOutput, "'\(path)' cannot be written: \(String(cString: strerror(errno))).")
    }
}
