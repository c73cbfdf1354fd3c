import Foundation
import RetraceCore
import RetraceHost

/// A file being written, unbuffered: callers pass large pieces.
final class FileSink {
    /// Bytes written so far.
    private(set) var count: UInt64 = 0
    private let file: OpenFile
    private let path: String

    /// Creates the file and the folders above it. Throws ``RetraceCore/RetraceError`` of kind `inputOutput`.
    init(path: String) throws {
        self.path = path
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileSystem.makeFolder(folder, mode: 0o777)
        } catch {
            throw RetraceError(.inputOutput, "Cannot create the folder \(folder): \(error)")
        }
        do {
            file = try OpenFile.replacing(Array(path.utf8CString), mode: 0o644)
        } catch {
            throw FileSink.failure("create", path, error)
        }
    }

    /// Writes bytes at the end.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        do {
            try file.write(bytes)
        } catch {
            throw FileSink.failure("write", path, error)
        }
        count += UInt64(bytes.count)
    }

    /// Ends the file; call it once. Some file systems report a full disk only here.
    func close() throws {
        do {
            try file.close()
        } catch {
            throw FileSink.failure("close", path, error)
        }
    }

    private static func failure(_ verb: String, _ path: String, _ error: HostError) -> RetraceError {
        RetraceError(.inputOutput, "Cannot \(verb) \(path): \(error)")
    }
}
