import Foundation
import RetraceCore

/// A file being written, unbuffered: callers pass large pieces.
final class FileSink {
    /// Bytes written so far.
    private(set) var count: UInt64 = 0
    private let descriptor: Int32
    private let path: String
    private var isOpen = true

    /// Creates the file and the folders above it. Throws ``RetraceCore/RetraceError`` of kind `inputOutput`.
    init(path: String) throws {
        self.path = path
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw RetraceError(.inputOutput, "Cannot create the folder \(folder.path): \(error.localizedDescription)")
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileSink.failure("create", path) }
    }

    deinit { if isOpen { Foundation.close(descriptor) } }

    /// Writes bytes at the end.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let written = Foundation.write(descriptor, start, rest.count)
            if written < 0 {
                guard errno == EINTR else { throw FileSink.failure("write", path) }
                continue
            }
            count += UInt64(written)
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Closes the file; call it once. Some file systems report a full disk only here.
    func close() throws {
        isOpen = false
        guard Foundation.close(descriptor) == 0 else { throw FileSink.failure("close", path) }
    }

    private static func failure(_ verb: String, _ path: String) -> RetraceError {
        RetraceError(.inputOutput, "Cannot \(verb) \(path): \(String(cString: strerror(errno)))")
    }
}
