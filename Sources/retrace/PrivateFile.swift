import Foundation
import Glibc
import RetraceCore

/// A file of people's ids, written piece by piece: under a temporary name, readable by its owner alone, and renamed
/// when it is whole. Without a path, standard output.
final class PrivateFile {
    private static let bufferBytes = 1 << 20
    private let path: String?
    private let temporaryPath: [CChar]
    private let descriptor: Int32
    private var buffer = Data()
    private var isDone = false

    /// Begins a file. Throws ``RetraceCore/RetraceError`` of kind `inputOutput`.
    init(_ path: String?) throws {
        self.path = path
        guard let path else {
            (temporaryPath, descriptor) = ([], STDOUT_FILENO)
            return
        }
        var template = Array("\(path).XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        temporaryPath = template
        guard descriptor >= 0 else { throw PrivateFile.failure(path) }
    }

    deinit {
        guard path != nil else { return }
        close(descriptor)
        if !isDone { unlink(temporaryPath) }
    }

    /// Adds text.
    func append(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= PrivateFile.bufferBytes { try flush() }
    }

    /// Writes what is left, and gives the file its name.
    func finish() throws {
        try flush()
        isDone = true
        guard let path else { return }
        guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
            isDone = false
            throw PrivateFile.failure(path)
        }
    }

    private func flush() throws {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            // A reader of standard output that has gone away is no error.
            if count < 0 && errno == EPIPE { break }
            guard count > 0 else { throw PrivateFile.failure(path ?? "standard output") }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func failure(_ name: String) -> RetraceError {
        RetraceError(.inputOutput, "'\(name)' cannot be written: \(String(cString: strerror(errno))).")
    }
}
