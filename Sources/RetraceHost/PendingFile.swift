import Glibc

/// A file that appears under its name whole or not at all: written under a temporary name in the same folder, readable by its
/// owner alone. Without ``commit(replacing:)`` nothing is left of it. Used by one thread at a time.
public final class PendingFile {
    /// The name that it will have.
    public let path: String
    /// To be written to.
    public let file: OpenFile
    private let temporary: [CChar]
    private var isDone = false
    /// Whether it has its name.
    public private(set) var hasName = false

    /// Creates the temporary file. Throws ``HostError``.
    public init(_ path: String) throws(HostError) {
        let name = PendingFile.temporaryPath(for: path)
        PendingNames.add(name)
        do {
            file = try OpenFile.creating(name)
        } catch {
            PendingNames.remove(name)
            throw error
        }
        self.path = path
        temporary = name
        // Who holds the lock is at work: others leave the file alone.
        _ = file.lock()
    }

    deinit { discard() }

    /// Where it is written, for those who open it by its name.
    public var temporaryPath: String { temporary.withUnsafeBufferPointer { String(cString: $0.baseAddress!) } }

    /// Removes it, unless it has its name. That it can't be removed is no error: ``removeLeftovers(of:)`` finds it.
    public func discard() {
        guard !isDone else { return }
        isDone = true
        try? FileSystem.remove(temporary)
        PendingNames.remove(temporary)
    }

    /// Gives the file its name, once all of it is on the disk: what was there is there until then. Without `replacing`, an
    /// error with code `EEXIST` tells that something has the name. Throws ``HostError``; when the call is `sync`, the file may have
    /// its name already, and only a power failure could take it back.
    public func commit(replacing: Bool = true) throws(HostError) {
        try file.sync()
        let name = Array(path.utf8CString)
        if replacing { try FileSystem.rename(temporary, to: name) } else { try takeFreeName(name) }
        isDone = true
        hasName = true
        PendingNames.remove(temporary)
        try FileSystem.syncFolder(PendingFile.folder(of: path))
    }

    /// A link is never made over a file that has come meanwhile; not all file systems have links.
    private func takeFreeName(_ name: [CChar]) throws(HostError) {
        do {
            try FileSystem.link(temporary, to: name)
            try FileSystem.remove(temporary)
        } catch  where error.call == .link && [EPERM, EOPNOTSUPP, EMLINK].contains(error.code) {
            if try FileStatus.of(name) != nil { throw HostError(.link, EEXIST) }
            try FileSystem.rename(temporary, to: name)
        }
    }

    /// Writes a file by `body` and gives it the name `path`, over whatever has it. Throws ``HostError``; then nothing is left
    /// of the new file, unless it can't even be removed.
    public static func replace(_ path: String, _ body: (OpenFile) throws(HostError) -> Void) throws(HostError) {
        let pending = try PendingFile(path)
        do {
            try body(pending.file)
            try pending.commit()
        } catch {
            pending.discard()
            throw error
        }
    }

    /// Removes all temporary files of this process, for one that ends at once: whoever still writes to them notices nothing.
    /// Thread-safe.
    public static func discardAll() {
        for name in PendingNames.all() { unlink(name) }
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
