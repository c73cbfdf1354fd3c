import Foundation
import Glibc
import RetraceCore
import RetraceHost

/// The file of a case while it is written: under a temporary name beside its own, which it gets when it is whole.
/// Whatever ends the program before, nothing stands under its own name; what a process that was killed leaves behind, the
/// next one that writes a case of this name removes.
final class CaseFile {
    private let path: String
    private let overwrite: Bool
    private var isKept = false
    private let temporary: [CChar]
    /// The file, open to read and write.
    let file: OpenFile

    /// Makes an empty file that its owner alone may read. Throws ``RetraceCore/RetraceError``: `usage` when there is
    /// one already and `overwrite` is false, `inputOutput` when it can't be made.
    init(_ path: String, overwrite: Bool) throws {
        self.path = path
        self.overwrite = overwrite
        try CaseFile.check(path, overwrite: overwrite)
        PendingFile.removeLeftovers(of: path)
        do { (file, temporary) = try PendingFile.begin(path) } catch { throw CaseFile.failure(path, error) }
    }

    deinit { if !isKept { try? FileSystem.remove(temporary) } }

    /// Where it is written.
    var temporaryPath: String { temporary.withUnsafeBufferPointer { String(cString: $0.baseAddress!) } }

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
        do {
            try file.sync()
            if overwrite {
                try FileSystem.rename(temporary, to: Array(path.utf8CString))
            } else {
                try linkOrRename()
            }
        } catch let error as HostError {
            throw CaseFile.failure(path, error)
        }
        isKept = true
    }

    /// A link is never made over a file that has come meanwhile; not all file systems have links.
    private func linkOrRename() throws {
        do {
            try FileSystem.link(temporary, to: Array(path.utf8CString))
            try? FileSystem.remove(temporary)
        } catch {
            guard error.code != EEXIST else { throw CaseFile.exists(path) }
            try CaseFile.check(path, overwrite: false)
            try FileSystem.rename(temporary, to: Array(path.utf8CString))
        }
    }

    private static func exists(_ path: String) -> RetraceError {
        RetraceError(.usage, "'\(path)' is there already. Give another name, or --force to replace it.")
    }

    private static func failure(_ path: String, _ error: HostError) -> RetraceError {
        RetraceError(.inputOutput, "The case '\(path)' cannot be written: \(error).")
    }
}
