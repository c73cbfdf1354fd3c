import Foundation
import Glibc
import RetraceCore

/// Where a result goes: standard output, a file that appears whole or not at all, or a device.
enum OutputTarget: Equatable {
    /// Standard output.
    case standardOutput
    /// A regular file, replaced as a whole; links in its path are resolved.
    case file(String)
    /// What can't be replaced and is written in place: a device such as `/dev/null`, a pipe.
    case device(String)

    /// The target that `path` names; nil is standard output. Throws ``RetraceError`` of kind `inputOutput` when it can't be
    /// written, so that nobody finds out at the end of a long run.
    init(path: String?) throws {
        guard let path, path != "/dev/stdout" && path != "-" else {
            self = .standardOutput
            return
        }
        let resolved = OutputTarget.resolved(path)
        var status = stat()
        let exists = stat(resolved, &status) == 0
        switch exists ? status.st_mode & S_IFMT : S_IFREG {
        case S_IFREG where !path.hasPrefix("/dev/") && !path.hasPrefix("/proc/"):
            self = .file(resolved)
            try WholeFile(resolved).check()
        case S_IFDIR:
            throw OutputTarget.failure(path, EISDIR)
        default:
            self = .device(path)
            guard access(path, W_OK) == 0 else { throw OutputTarget.failure(path, errno) }
        }
    }

    /// Writes `data`. Throws ``RetraceError`` of kind `inputOutput`; a reader that has gone away is no error.
    func write(_ data: Data) throws {
        switch self {
        case .standardOutput:
            try OutputTarget.write(data, to: STDOUT_FILENO, name: "standard output")
        case .file(let path):
            try WholeFile(path).write(data)
        case .device(let path):
            let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw OutputTarget.failure(path, errno) }
            defer { close(descriptor) }
            try OutputTarget.write(data, to: descriptor, name: path)
        }
    }

    private static func write(_ data: Data, to descriptor: Int32, name: String) throws {
        let code = Descriptor.write(data, to: descriptor)
        if code != 0 && code != EPIPE { throw failure(name, code) }
    }

    /// The path that links lead to, so that a link stays one when its file is replaced.
    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func failure(_ name: String, _ code: Int32) -> RetraceError {
        RetraceError(.inputOutput, "'\(name)' cannot be written: \(Descriptor.message(code)).")
    }
}
