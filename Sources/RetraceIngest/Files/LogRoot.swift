import RetraceCore
import RetraceHost

/// The files of a log root: one folder per stream, any nesting inside. Every file counts, hidden ones too; symbolic links
/// are followed, a folder is entered once.
public struct LogRoot: Sendable {
    /// Files by stream, sorted by path (as bytes). A stream whose folder is missing has no key.
    public var files: [LogStream: [LogFile]]

    /// All files, in the order of streams and paths.
    public var allFiles: [LogFile] { LogStream.allCases.flatMap { files[$0] ?? [] } }

    /// Finds the files under `root`, those of `mapping`'s streams by its patterns; streams that `inputs` gives come from there
    /// alone. Without a root there are none but those.
    ///
    /// Throws ``RetraceError`` of kind `noInput` when there is no such folder, when a required stream has no file or a
    /// pattern covers none; of kind `data` when the mapping can't be followed; as ``GivenFiles`` does.
    public init(scanning root: String?, mapping: Mapping? = nil, inputs: LogInputs = LogInputs()) throws {
        if let root { try LogRoot.checkFolder(root) }
        var found = try GivenFiles(inputs, mapping: mapping).files
        if let root {
            try LogRoot.scan(root, mapping, into: &found)
        } else if let mapping, let stream = mapping.firstBelowRoot(without: Set(found.keys)) {
            throw RetraceError(
                .noInput,
                "The mapping says where '\(stream.name)' is below a log root: name one, or give it with --stream.")
        }
        for stream in LogStream.allCases where stream.isRequired && (found[stream] ?? []).isEmpty {
            throw LogRoot.absence(of: stream, root)
        }
        guard found.values.reduce(0, { $0 + $1.count }) <= EventLocation.filesMax else {
            throw RetraceError(
                .data, "There are more than \(EventLocation.filesMax) log files: replay fewer, larger ones.")
        }
        files = found.mapValues { files in
            files.map { file in
                var file = file
                file.dictionaries = inputs.dictionaries
                return file
            }
        }
    }

    /// Adds the streams that are not there yet.
    private static func scan(_ root: String, _ mapping: Mapping?, into found: inout [LogStream: [LogFile]]) throws {
        let given = Set(found.keys)
        let mapped = try mapping.map { try MappedFiles($0, root: root, given: given) }
        for stream in LogStream.allCases where !given.contains(stream) {
            if let mapped, mapped.speaksOf(stream) {
                found[stream] = mapped.files[stream]
                continue
            }
            var scan = FolderScan(stream: stream)
            let folder = Array("\(root)/\(stream.name)".utf8CString)
            if scan.visit(folder, name: Array(stream.name.utf8)) { found[stream] = scan.files }
        }
    }

    private static func absence(of stream: LogStream, _ root: String?) -> RetraceError {
        guard let root else {
            return RetraceError(
                .noInput,
                "There is no '\(stream.name)' stream: give it with --stream \(stream.name)=PATH, or name a log root.")
        }
        return RetraceError(
            .noInput,
            "The log root '\(root)' has no '\(stream.name)' stream: a folder '\(stream.name)' with files in it is needed, or "
                + "a mapping that says where they are.")
    }

    private static func checkFolder(_ root: String) throws {
        let status: FileStatus?
        do {
            status = try FileStatus.of(Array(root.utf8CString))
        } catch {
            throw RetraceError(.noInput, "The log root '\(root)' cannot be looked at: \(error).")
        }
        guard status?.isFolder == true else {
            throw RetraceError(
                .noInput, "There is no log root '\(root)': give the folder that holds one folder per stream.")
        }
    }
}

/// A walk through one stream's folder.
struct FolderScan {
    let stream: LogStream
    var files: [LogFile] = []
    /// Device and number of the folders entered: what makes a folder the same, whatever path led to it.
    private var entered: Set<[UInt64]> = []

    init(stream: LogStream) { self.stream = stream }

    /// Adds what lies at a path, or notes why it can't be read. False when nothing lies there.
    @discardableResult
    mutating func visit(_ path: [CChar], name: [UInt8]) -> Bool {
        do {
            guard let status = try FileStatus.of(path) else { return false }
            if status.isFolder {
                enter(path, name, status.version)
            } else {
                let obstacle = status.isRegularFile ? nil : "is not a regular file"
                add(path, name, size: status.size, version: status.version, obstacle: obstacle)
            }
        } catch {
            add(path, name, obstacle: "cannot be looked at: \(error)")
        }
        return true
    }

    private mutating func enter(_ path: [CChar], _ name: [UInt8], _ version: FileVersion) {
        guard entered.insert([version.device, version.number]).inserted else { return }
        let entries: [[UInt8]]
        do {
            entries = try FileSystem.names(in: path)
        } catch {
            return add(path, name, obstacle: "the folder cannot be read: \(error)")
        }
        for entry in entries {
            let inner = path.dropLast() + [0x2F] + entry.map { CChar(bitPattern: $0) } + [0]
            let innerName = name.isEmpty ? entry : name + [0x2F] + entry
            if !visit(inner, name: innerName) {
                add(inner, innerName, obstacle: "cannot be found: a broken symbolic link, or removed meanwhile")
            }
        }
    }

    private mutating func add(
        _ path: [CChar], _ name: [UInt8], size: UInt64 = 0, version: FileVersion? = nil, obstacle: String?
    ) {
        files.append(
            LogFile(
                stream: stream, path: path, name: String(decoding: name, as: UTF8.self), size: size, version: version,
                obstacle: obstacle))
    }
}
