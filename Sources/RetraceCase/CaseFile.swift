import Foundation
import Glibc
import RetraceCore

/// The file of a case while it is written: under a temporary name beside its own, which it gets when it is whole.
/// Whatever ends the program before, nothing stands under its own name; a process that is killed leaves the temporary
/// file behind.
final class CaseFile {
    private let path: String
    private let overwrite: Bool
    private var isKept = false
    /// Where it is written.
    let temporaryPath: String

    /// Makes an empty file that its owner alone may read. Throws ``RetraceCore/RetraceError``: `usage` when there is
    /// one already and `overwrite` is false, `inputOutput` when it can't be made.
    init(_ path: String, overwrite: Bool) throws {
        self.path = path
        self.overwrite = overwrite
        try CaseFile.check(path, overwrite: overwrite)
        var template = Array("\(path).XXXXXX".utf8CString)
        // mkstemp makes it 0600.
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw CaseFile.failure(path) }
        close(descriptor)
        temporaryPath = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit { if !isKept { unlink(temporaryPath) } }

    /// Finds out early whether a case may be written at a path. Throws as making it would.
    static func check(_ path: String, overwrite: Bool) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw RetraceError(.usage, "'\(path)' is not a regular file: give another name for the case.")
        }
        guard overwrite else { throw CaseFile.exists(path) }
    }

    /// Gives it its name, once all of it is on the disk.
    func keep() throws {
        let descriptor = open(temporaryPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CaseFile.failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CaseFile.failure(path) }
        if overwrite {
            guard rename(temporaryPath, path) == 0 else { throw CaseFile.failure(path) }
        } else {
            try linkOrRename()
        }
        isKept = true
    }

    /// A link is never made over a file that has come meanwhile; not all file systems have links.
    private func linkOrRename() throws {
        if link(temporaryPath, path) == 0 {
            unlink(temporaryPath)
            return
        }
        guard errno != EEXIST else { throw CaseFile.exists(path) }
        try CaseFile.check(path, overwrite: false)
        guard rename(temporaryPath, path) == 0 else { throw CaseFile.failure(path) }
    }

    private static func exists(_ path: String) -> RetraceError {
        RetraceError(.usage, "'\(path)' is there already. Give another name, or --force to replace it.")
    }

    private static func failure(_ path: String) -> RetraceError {
        RetraceError(.inputOutput, "The case '\(path)' cannot be written: \(String(cString: strerror(errno))).")
    }
}
