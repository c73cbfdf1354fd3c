import Glibc
import RetraceCore
import RetraceHost

/// The file of a case while it is written: under a temporary name beside its own, which it gets when it is whole.
/// Whatever ends the program before, nothing stands under its own name; a process that is killed leaves the temporary
/// file behind, and the next one to write that case removes it.
final class CaseFile {
    /// The name that it will have.
    let path: String
    private let overwrite: Bool
    private let pending: PendingFile

    /// Where it is written.
    var temporaryPath: String { pending.temporaryPath }

    /// The file, open to read and write.
    var file: OpenFile { pending.file }

    /// Makes an empty file that its owner alone may read. Throws ``RetraceCore/RetraceError``: `usage` when there is
    /// one already and `overwrite` is false, `inputOutput` when it can't be made.
    init(_ path: String, overwrite: Bool) throws {
        self.path = path
        self.overwrite = overwrite
        try CaseFile.check(path, overwrite: overwrite)
        PendingFile.removeLeftovers(of: path)
        do {
            pending = try PendingFile(path)
        } catch {
            throw CaseFile.failure(path, error)
        }
    }

    /// Finds out early whether a case may be written at a path. Throws as making it would.
    static func check(_ path: String, overwrite: Bool) throws {
        let status: FileStatus?
        do {
            status = try FileStatus.ofItem(at: Array(path.utf8CString))
        } catch {
            throw failure(path, error)
        }
        guard let status else { return }
        guard status.isRegularFile else {
            throw RetraceError(.usage, "'\(path)' is not a regular file: give another name for the case.")
        }
        guard overwrite else { throw CaseFile.exists(path) }
    }

    /// Gives it its name, once all of it is on the disk.
    func keep() throws {
        do {
            try pending.commit(replacing: overwrite)
        } catch  where error.code == EEXIST {
            throw CaseFile.exists(path)
        } catch {
            throw CaseFile.failure(path, error)
        }
    }

    private static func exists(_ path: String) -> RetraceError {
        RetraceError(.usage, "'\(path)' is there already. Give another name, or --force to replace it.")
    }

    private static func failure(_ path: String, _ error: HostError) -> RetraceError {
        RetraceError(.inputOutput, "The case '\(path)' cannot be written: \(error).")
    }
}
