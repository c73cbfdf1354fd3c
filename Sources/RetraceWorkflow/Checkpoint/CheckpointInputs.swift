import RetraceCore
import RetraceIngest

/// The log files of a run, as a checkpoint knows them.
struct CheckpointInputs {
    /// A log file as it was when the run began.
    struct File: Equatable {
        var name: String
        var bytes: UInt64
        /// When it was written to last, in nanoseconds since 1970.
        var modified: Int64
        /// ``RetraceIngest/FileEnds/hash(of:)``, once it has been read.
        var ends: UInt64?
    }

    /// By number.
    var files: [File]

    /// Of files as they were found.
    init(_ files: [LogFile]) {
        self.files = files.map { File(name: $0.name, bytes: $0.size, modified: $0.version?.modified ?? 0) }
    }

    /// Throws when the log files are no longer what they were, by name, size and time, and names one that differs.
    func check(against current: [LogFile], folder: String) throws {
        let now = CheckpointInputs(current).files
        let known = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        let changed = now.first { file in
            known[file.name].map { $0.bytes != file.bytes || $0.modified != file.modified } ?? false
        }
        let added = now.first { known[$0.name] == nil }
        let names = Set(now.map(\.name))
        let removed = files.first { !names.contains($0.name) }
        for (file, what) in [(changed, "has changed"), (added, "has come"), (removed, "has gone")] {
            if let file { throw CheckpointInputs.refusal(of: file.name, what, folder: folder) }
        }
        guard now.map(\.name) == files.map(\.name) else {
            throw RetraceError(
                .data, "The log files are in another order than those of the checkpoint in '\(folder)'. \(anew)")
        }
    }

    /// The error that a file is not what the checkpoint was made from.
    static func refusal(of name: String, _ what: String, folder: String) -> RetraceError {
        RetraceError(
            .data,
            "'\(name)' \(what) since the checkpoint in '\(folder)' was begun, so that it can't be gone on from. \(anew)"
        )
    }

    private static let anew = "Replay without --resume to start anew."
    private var anew: String { CheckpointInputs.anew }

    // MARK: Messages

    private static let filesPerBlock = 8192

    /// Writes all of it.
    func write(to writer: ExchangeWriter) throws {
        for start in stride(from: 0, to: files.count, by: CheckpointInputs.filesPerBlock) {
            let slice = files[start..<min(start + CheckpointInputs.filesPerBlock, files.count)]
            try writer.writeMessage(.inputs, count: slice.count) { encoder in
                for file in slice {
                    encoder.string(file.name)
                    encoder.number(file.bytes)
                    encoder.word(UInt64(bitPattern: file.modified))
                    encoder.number(file.ends == nil ? 0 : 1)
                    if let ends = file.ends { encoder.word(ends) }
                }
            }
        }
    }

    /// Of no files, to be added to.
    init() { files = [] }

    /// Adds the files of a message. Throws ``RetraceCore/MalformedMessage``.
    mutating func add(from decoder: inout MessageDecoder) throws {
        while !decoder.isAtEnd {
            let (name, bytes) = (try decoder.string(), try decoder.number())
            let modified = Int64(bitPattern: try decoder.word())
            let ends = try decoder.number() == 0 ? nil : try decoder.word()
            files.append(File(name: name, bytes: bytes, modified: modified, ends: ends))
        }
    }
}
