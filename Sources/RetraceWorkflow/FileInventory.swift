import RetraceCore
import RetraceIngest

/// Takes stock of a log root's files, by reading all of them. The same root gives the same stock, whatever the threads.
public struct FileInventory: Sendable {
    /// What was found of a file.
    public struct Entry: Sendable {
        /// The file.
        public var file: LogFile
        /// Its lines, up to damage.
        public var census = LineCensus()
        /// Bytes after decompression.
        public var bytes: UInt64 = 0
        /// SHA-256 of its bytes as stored; nil where they can't be read.
        public var sha256: String?
        /// Why it could not be read to its end, if that is so.
        public var damage: FrameError?

        /// Lines that are not white space only, up to damage.
        public var lines: UInt64 { census.valid + census.rejected }
    }

    private let files: [LogFile]
    private let workers: WorkerGroup
    private let windowLog: Int
    private static let blockBytes = 256 << 10

    /// An inventory by `threads` threads. Throws ``RetraceCore/RetraceError`` of kind `noInput` when the root or a required
    /// stream is missing, `data` when the mapping can't be followed.
    public init(
        root: String?, mapping: Mapping?, inputs: LogInputs = LogInputs(), threads: Int, windowLog: Int,
        cancellation: Cancellation
    ) throws {
        files = try LogRoot(scanning: root, mapping: mapping, inputs: inputs, until: cancellation).allFiles
        workers = WorkerGroup(count: threads, cancellation: cancellation)
        self.windowLog = windowLog
    }

    /// Reads all files. Throws ``RetraceCore/RetraceError`` when memory is short, ``Cancelled`` when asked to stop; damage of
    /// files does not throw. In the order of streams and paths.
    public func run() throws -> [Entry] {
        let order = files.indices.sorted { (files[$1].size, $0) < (files[$0].size, $1) }
        let parts = try workers.forEach(below: order.count) {
            Part(survey: try LineSurvey())
        } _: { position, part in
            part.entries.append((order[position], try read(files[order[position]], part.survey)))
        }
        return parts.flatMap(\.entries).sorted { $0.number < $1.number }.map(\.entry)
    }

    /// What one worker has read. Its survey is used by that worker alone.
    private struct Part: @unchecked Sendable {
        let survey: LineSurvey
        var entries: [(number: Int, entry: Entry)] = []
    }

    private func read(_ file: LogFile, _ survey: LineSurvey) throws -> Entry {
        let reader: LineBlockReader
        do {
            reader = try LineBlockReader(
                file, file: 0, blockSize: FileInventory.blockBytes, windowLog: windowLog, isHashing: true)
        } catch let damage as FrameError {
            try workers.cancellation.check()
            return Entry(file: file, damage: damage)
        }
        let buffer = reader.makeBuffer()
        while let block = reader.next(into: buffer) {
            try workers.cancellation.check()
            try survey.add(block)
        }
        let sha256 = reader.finishHash()
        var file = file
        if file.pipe != nil { file.size = reader.bytesRead }
        // What a pipe was waited for in vain is no damage.
        try workers.cancellation.check()
        return Entry(
            file: file, census: survey.finish(), bytes: reader.bytesDecoded, sha256: sha256, damage: reader.damage)
    }
}

extension Manifest {
    /// The manifest of files as they are. Of damaged ones only bytes and hash are noted, of unreadable ones nothing.
    public init(_ inventory: [FileInventory.Entry]) {
        self.init()
        for entry in inventory {
            let isReadable = entry.sha256 != nil
            let file = ManifestFile(
                path: entry.file.name, lines: entry.damage == nil ? entry.lines : nil,
                bytes: isReadable ? entry.file.size : nil, sha256: entry.sha256)
            var stream = streams[entry.file.stream] ?? ManifestStream(files: [])
            stream.files?.append(file)
            streams[entry.file.stream] = stream
        }
    }
}
