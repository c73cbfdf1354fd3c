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
    public init(root: String, mapping: Mapping?, threads: Int, windowLog: Int, cancellation: Cancellation) throws {
        files = try LogRoot(scanning: root, mapping: mapping).allFiles
        workers = WorkerGroup(count: threads, cancellation: cancellation)
        self.windowLog = windowLog
    }

    /// Reads all files. Throws ``RetraceCore/RetraceError`` when memory is short, ``Cancelled`` when asked to stop; damage of
    /// files does not throw. In the order of streams and paths.
    public func run() throws -> [Entry] {
        let order = files.indices.sorted { (files[$1].size, $0) < (files[$0].size, $1) }
        let parts = try workers.forEach(below: order.count) {
            [(Int, Entry)]()
        } _: { position, part in
            part.append((order[position], try read(files[order[position]])))
        }
        return parts.flatMap { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func read(_ file: LogFile) throws -> Entry {
        let reader: LineBlockReader
        do {
            reader = try LineBlockReader(
                file, file: 0, blockSize: FileInventory.blockBytes, windowLog: windowLog, isHashing: true)
        } catch let damage as FrameError {
            return Entry(file: file, damage: damage)
        }
        let survey = LineSurvey()
        let buffer = reader.makeBuffer()
        while let block = reader.next(into: buffer) {
            try workers.cancellation.check()
            try survey.add(block)
        }
        return Entry(
            file: file, census: survey.census, bytes: reader.bytesDecoded, sha256: reader.finishHash(),
            damage: reader.damage)
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
