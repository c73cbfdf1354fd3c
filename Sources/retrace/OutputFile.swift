import Foundation
import Glibc
import RetraceCore

/// Where a command's result goes: standard output, or a file that appears whole or not at all.
enum OutputFile {
    /// Writes `data` to `path`, or to standard output when it is nil. A regular file is written under a temporary name in the
    /// same folder, readable by its owner alone, and renamed when whole; `/dev/null` and pipes are written to as they are.
    ///
    /// Throws ``RetraceCore/RetraceError`` of kind `inputOutput`.
    static func write(_ data: Data, to path: String?) throws {
        guard let path else { return try write(data, to: STDOUT_FILENO, name: "standard output") }
        if isSpecial(path) {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure(path) }
            defer { close(descriptor) }
            return try write(data, to: descriptor, name: path)
        }
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        do {
            try write(data, to: descriptor, name: path)
            guard fsync(descriptor) == 0, rename(template, path) == 0 else { throw failure(path) }
        } catch {
            unlink(template)
            throw error
        }
    }

    /// Finds out before a long run whether `path` can be written. Throws as `write` would.
    static func check(_ path: String?) throws {
        guard let path, !isSpecial(path) else { return }
        let folder = path.contains("/") ? (path as NSString).deletingLastPathComponent : "."
        guard access(folder.isEmpty ? "/" : folder, W_OK | X_OK) == 0 else { throw failure(path) }
    }

    private static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    private static func write(_ data: Data, to descriptor: Int32, name: String) throws {
        try data.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw failure(name) }
                written += count
            }
        }
    }

    private static func failure(_ name: String) -> RetraceError {
        RetraceError(.inputOutput, "'\(name)' cannot be written: \(String(cString: strerror(errno))).")
    }
}
