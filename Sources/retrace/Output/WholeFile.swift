import Foundation
import Glibc
import RetraceCore

/// A file that appears whole or not at all: written under a temporary name in its folder, then renamed.
struct WholeFile {
    private let path: String

    /// A file by its path.
    init(_ path: String) { self.path = path }

    /// Tries whether a file can be made in the folder. Throws ``RetraceError`` of kind `inputOutput`.
    func check() throws {
        let (descriptor, name) = try makeTemporary()
        close(descriptor)
        TemporaryNames.remove(name)
    }

    /// Replaces the file by one that holds `data`. Throws ``RetraceError`` of kind `inputOutput`; then it is as it was.
    func write(_ data: Data) throws {
        let (descriptor, name) = try makeTemporary()
        do {
            try fill(descriptor, with: data)
        } catch {
            TemporaryNames.remove(name)
            throw error
        }
        guard rename(name, path) == 0 else {
            let code = errno
            TemporaryNames.remove(name)
            throw OutputTarget.failure(path, code)
        }
        TemporaryNames.forget(name)
        synchronizeFolder()
    }

    private func fill(_ descriptor: Int32, with data: Data) throws {
        // A file that is replaced keeps its permissions.
        var status = stat()
        if stat(path, &status) == 0 { fchmod(descriptor, status.st_mode & 0o777) }
        var code = Descriptor.write(data, to: descriptor)
        if code == 0 && fsync(descriptor) != 0 { code = errno }
        if close(descriptor) != 0 && code == 0 { code = errno }
        if code != 0 { throw OutputTarget.failure(path, code) }
    }

    private func makeTemporary() throws -> (descriptor: Int32, name: String) {
        let name = "\(folder)/.retrace-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36)).part"
        TemporaryNames.note(name)
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            let code = errno
            TemporaryNames.forget(name)
            throw OutputTarget.failure(path, code)
        }
        return (descriptor, name)
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes the new name last. Not every file system can, and the file is whole all the same.
    private func synchronizeFolder() {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
