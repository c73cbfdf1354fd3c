import Glibc

/// What the system says of a file.
public struct FileStatus: Sendable {
    private let status: stat

    init(_ status: stat) { self.status = status }

    /// What lies at a path (zero-terminated, as everywhere in this module), links followed; nil when nothing does. Throws
    /// ``HostError`` when that can't be found out.
    public static func of(_ path: [CChar]) throws(HostError) -> FileStatus? { try ask(path) { stat(path, $0) } }

    /// The same of the item itself, where that is a link.
    public static func ofItem(at path: [CChar]) throws(HostError) -> FileStatus? { try ask(path) { lstat(path, $0) } }

    private static func ask(
        _ path: [CChar], _ question: (UnsafeMutablePointer<stat>) -> Int32
    ) throws(HostError) -> FileStatus? {
        var status = stat()
        do {
            _ = try FaultScope(path).perform(.stat) { _ in Int(question(&status)) }
        } catch  where error.isAbsence {
            return nil
        }
        return FileStatus(status)
    }

    /// Whether it is a folder.
    public var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
    /// Whether it is an ordinary file, and no device, pipe or socket.
    public var isRegularFile: Bool { status.st_mode & S_IFMT == S_IFREG }
    /// Bytes.
    public var size: UInt64 { UInt64(max(0, status.st_size)) }
    /// Who may do what: the lowest nine bits.
    public var permissions: mode_t { status.st_mode & 0o777 }
    /// The user whom it belongs to.
    public var owner: uid_t { status.st_uid }
    /// What tells this state of the file from others.
    public var version: FileVersion {
        FileVersion(
            device: UInt64(status.st_dev), number: UInt64(status.st_ino), size: size,
            modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
    }
}
