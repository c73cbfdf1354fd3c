import Glibc

/// Files that appear whole or not at all.
public enum PendingFile {
    /// Writes a file by `body` under a temporary name beside `path`, waits until it is on the disk, and gives it the name:
    /// what was there is there until then. New files can be read by their owner alone.
    ///
    /// Throws ``HostError``; then nothing is left of the new file, unless it can't even be removed.
    public static func replace(_ path: String, _ body: (OpenFile) throws(HostError) -> Void) throws(HostError) {
        let (file, temporary) = try begin(path)
        do {
            try body(file)
            try file.sync()
            try FileSystem.rename(temporary, to: Array(path.utf8CString))
        } catch {
            try? FileSystem.remove(temporary)
            throw error
        }
    }

    /// Creates the file that is later to be named `path`, under a temporary name beside it; whoever asked for it renames or
    /// removes it. As long as it is open, ``removeLeftovers(of:)`` leaves it alone.
    public static func begin(_ path: String) throws(HostError) -> (file: OpenFile, path: [CChar]) {
        let temporary = temporaryPath(for: path)
        let file = try OpenFile.creating(temporary)
        // Who holds the lock is at work.
        _ = file.lock()
        return (file, temporary)
    }

    /// Removes what processes that were killed have left of files to be named `path`. That something can't be removed is no
    /// error: it will be found the next time.
    public static func removeLeftovers(of path: String) {
        let folder = folder(of: path)
        let prefix = Array((name(of: path) + mark).utf8)
        guard let names = try? FileSystem.names(in: Array(folder.utf8CString)) else { return }
        for name in names where name.starts(with: prefix) && name.count == prefix.count + digits {
            let leftover = Array("\(folder)/".utf8CString.dropLast()) + name.map { CChar(bitPattern: $0) } + [0]
            guard let file = try? OpenFile.reading(leftover), let status = try? file.status(), status.isRegularFile,
                status.owner == geteuid(), file.lock()
            else { continue }
            try? FileSystem.remove(leftover)
        }
    }

    /// The folder that a path lies in.
    public static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    private static let mark = ".retrace-"
    private static let digits = 13

    private static func temporaryPath(for path: String) -> [CChar] {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        let padding = String(repeating: "0", count: max(0, digits - number.count))
        return Array("\(path)\(mark)\(padding)\(number)".utf8CString)
    }
}
