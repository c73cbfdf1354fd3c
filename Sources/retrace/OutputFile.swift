import Foundation
import Glibc
import RetraceCore

/// Where a command's result goes: standard output, or a file that appears whole or not at all.
enum OutputFile {
    /// Writes `data` to `path`, or to standard output when it is nil. A regular file is written under a temporary name in the
    /// same folder and renamed when whole: a new one readable by its owner alone, one that is there with the permissions it
    /// has, and behind whatever links lead to it: renamed over `/dev/stdout` itself, it would take that from everybody.
    /// Devices, pipes and open descriptors are written to as they are.
    ///
    /// Throws ``RetraceCore/RetraceError`` of kind `inputOutput`; a reader that has gone away is no error.
    static func write(_ data: Data, to path: String?) throws {
        guard let path else { return try write(data, to: STDOUT_FILENO, name: "standard output") }
        if isSpecial(path) {
            let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure(path) }
            defer { close(descriptor) }
            return try write(data, to: descriptor, name: path)
        }
        try replace(resolved(path), with: data)
    }

    private static func replace(_ path: String, with data: Data) throws {
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        do {
            var status = stat()
            if stat(path, &status) == 0 { fchmod(descriptor, status.st_mode & 0o777) }
            try write(data, to: descriptor, name: path)
            guard fsync(descriptor) == 0, rename(template, path) == 0 else { throw failure(path) }
        } catch {
            unlink(template)
            throw error
        }
    }

    /// Finds out before a long run whether `path` can be written. Throws as `write` would.
    static func check(_ path: String?) throws {
        guard let path else { return }
        var status = stat()
        if stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR {
            errno = EISDIR
            throw failure(path)
        }
        let target = isSpecial(path) ? path : folder(of: resolved(path))
        guard access(target, target == path ? W_OK : W_OK | X_OK) == 0 else { throw failure(path) }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path that links lead to; as it is where nothing is there yet.
    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func isSpecial(_ path: String) -> Bool {
        let descriptors = ["/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/"]
        if descriptors.contains(where: path.hasPrefix) { return true }
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    private static func write(_ data: Data, to descriptor: Int32, name: String) throws {
        try data.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
                if count < 0 && errno == EINTR { continue }
                if count < 0 && errno == EPIPE { return }
                guard count > 0 else { throw failure(name) }
                written += count
            }
        }
    }

    private static func failure(_ name: String) -> RetraceError {
        RetraceError(.inputOutput, "'\(name)' cannot be written: \(String(cString: strerror(errno))).")
    }
}
