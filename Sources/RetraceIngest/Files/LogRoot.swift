import Glibc
import RetraceCore

/// The files of a log root: one folder per stream, any nesting inside. Every file counts, hidden ones too; symbolic links
/// are followed, a folder is entered once.
public struct LogRoot: Sendable {
    /// Files by stream, sorted by path (as bytes). A stream whose folder is missing has no key.
    public var files: [LogStream: [LogFile]]

    /// All files, in the order of streams and paths.
    public var allFiles: [LogFile] { LogStream.allCases.flatMap { files[$0] ?? [] } }

    /// Finds the files under `root`, those of `mapping`'s streams by its patterns.
    ///
    /// Throws ``RetraceError`` of kind `noInput` when there is no such folder, when a required stream has no file or a
    /// pattern covers none; of kind `data` when the mapping can't be followed.
    public init(scanning root: String, mapping: Mapping? = nil) throws {
        var found: [LogStream: [LogFile]] = [:]
        guard FileStatus(path: Array(root.utf8CString))?.isFolder == true else {
            throw RetraceError(
                .noInput, "There is no log root '\(root)': give the folder that holds one folder per stream.")
        }
        let mapped = try mapping.map { try MappedFiles($0, root: root) }
        for stream in LogStream.allCases {
            if let mapped, mapped.speaksOf(stream) {
                found[stream] = mapped.files[stream]
                continue
            }
            var scan = FolderScan(stream: stream)
            let folder = Array("\(root)/\(stream.name)".utf8CString)
            guard FileStatus(path: folder) != nil else { continue }
            scan.visit(folder, name: Array(stream.name.utf8))
            found[stream] = scan.files
        }
        for stream in LogStream.allCases where stream.isRequired && (found[stream] ?? []).isEmpty {
            throw RetraceError(
                .noInput,
                "The log root '\(root)' has no '\(stream.name)' stream: a folder '\(stream.name)' with files in it is needed, or a mapping that says where they are."
            )
        }
        guard found.values.reduce(0, { $0 + $1.count }) <= EventLocation.filesMax else {
            throw RetraceError(
                .data,
                "The log root '\(root)' has more than \(EventLocation.filesMax) files: replay fewer, larger ones.")
        }
        files = found
    }
}

/// What `stat` says of a path, links followed.
struct FileStatus {
    private let status: stat

    /// Nil when there is nothing to be found there.
    init?(path: [CChar]) {
        var status = stat()
        guard path.withUnsafeBufferPointer({ stat($0.baseAddress!, &status) }) == 0 else { return nil }
        self.status = status
    }

    var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
    var isRegularFile: Bool { status.st_mode & S_IFMT == S_IFREG }
    var size: UInt64 { UInt64(max(0, status.st_size)) }
    /// What makes a folder the same folder, whatever path led to it.
    var identity: [UInt64] { [UInt64(status.st_dev), UInt64(status.st_ino)] }
}

/// A walk through one stream's folder.
struct FolderScan {
    let stream: LogStream
    var files: [LogFile] = []
    private var entered: Set<[UInt64]> = []

    init(stream: LogStream) { self.stream = stream }

    mutating func visit(_ path: [CChar], name: [UInt8]) {
        guard let status = FileStatus(path: path) else {
            return add(path, name, size: 0, obstacle: "cannot be found: a broken symbolic link, or no permission")
        }
        if status.isFolder {
            guard entered.insert(status.identity).inserted else { return }
            guard let entries = FolderScan.entries(of: path) else {
                return add(
                    path, name, size: 0, obstacle: "the folder cannot be read: \(FolderScan.systemMessage(errno))")
            }
            for entry in entries {
                visit(
                    path.dropLast() + [0x2F] + entry.map { CChar(bitPattern: $0) } + [0],
                    name: name.isEmpty ? entry : name + [0x2F] + entry)
            }
        } else {
            add(path, name, size: status.size, obstacle: status.isRegularFile ? nil : "is not a regular file")
        }
    }

    private mutating func add(_ path: [CChar], _ name: [UInt8], size: UInt64, obstacle: String?) {
        files.append(
            LogFile(
                stream: stream, path: path, name: String(decoding: name, as: UTF8.self), size: size, obstacle: obstacle)
        )
    }

    /// Names in a folder, sorted as bytes; nil when it can't be read.
    private static func entries(of path: [CChar]) -> [[UInt8]]? {
        guard let folder = path.withUnsafeBufferPointer({ opendir($0.baseAddress!) }) else { return nil }
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: UInt8.self, capacity: 256) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0)))
                }
            }
            if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    static func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
}
