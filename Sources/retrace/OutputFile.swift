import Foundation
import Glibc
import RetraceCore
import RetraceHost

/// Where a command's result goes: standard output, or a file that appears whole or not at all.
enum OutputFile {
    /// Writes `data` to `path`, or to standard output when it is nil. A regular file is written under a temporary name in the
    /// same folder and renamed when whole: a new one readable by its owner alone, one that is there with the permissions it
    /// has, and behind whatever links lead to it: renamed over `/dev/stdout` itself, it would take that from everybody.
    /// Devices, pipes and open descriptors are written to as they are.
    ///
    /// Throws ``RetraceCore/RetraceError`` of kind `inputOutput`; a reader that has gone away is no error.
    static func write(_ data: Data, to path: String?) throws {
        do {
            guard let path else { return try write(data, to: .standardOutput) }
            if isSpecial(path) { return try write(data, to: .appending(bytes(path))) }
            let target = resolved(path)
            try PendingFile.replace(target) { (file) throws(HostError) in
                if let status = try FileStatus.of(bytes(target)) { file.setPermissions(status.permissions) }
                try write(data, to: file)
            }
        } catch {
            throw failure(path ?? "standard output", error)
        }
    }

    /// Finds out before a long run whether `path` can be written, and removes what a run that was killed left beside it.
    /// Throws as `write` would.
    static func check(_ path: String?) throws {
        guard let path else { return }
        var status = stat()
        if stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR {
            throw failure(path, HostError(.open, EISDIR))
        }
        let target = isSpecial(path) ? path : PendingFile.folder(of: resolved(path))
        guard access(target, target == path ? W_OK : W_OK | X_OK) == 0 else {
            throw failure(path, HostError(.open, errno))
        }
        if target != path { PendingFile.removeLeftovers(of: resolved(path)) }
    }

    private static func bytes(_ path: String) -> [CChar] { Array(path.utf8CString) }

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

    private static func write(_ data: Data, to file: OpenFile) throws(HostError) {
        do {
            try file.write(all: data)
        } catch  where error.code == EPIPE {}
    }

    private static func failure(_ name: String, _ error: HostError) -> RetraceError {
        RetraceError(.inputOutput, "'\(name)' cannot be written: \(error).")
    }
}
