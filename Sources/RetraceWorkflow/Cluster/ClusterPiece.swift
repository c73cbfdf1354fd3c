import RetraceCore
import RetraceHost
import RetraceIngest
import RetraceReplay
import RetraceStatistics

/// A piece of a run on several machines: maps some files, reduces some parts, or merges what others found. It uses the same
/// reading, passes and merging as a run on one machine. One piece does one thing, once.
public final class ClusterPiece {
    /// What all pieces are told.
    let job: ClusterJob
    let options: ReplayOptions
    /// Tells the piece to stop.
    public let cancellation: Cancellation
    let texts: TextTable
    /// The engine, without files unless the piece maps some.
    let host: Reconstruction
    /// The compiled mapping, if there is one.
    private let catalog: MappingCatalog?
    /// What the files to map come by, where they can't be opened.
    let contents: JoinedFiles?
    /// Takes evidence, where it is collected.
    let sink: PieceSink?
    /// What the pieces of earlier rounds found.
    var known = PartialRun()

    /// A piece of `job`. Of the options, threads, memory, the spill folder and limits are used. `files` are those to map, with
    /// their numbers; with `contents`, that is where their bytes come by (see ``RetraceIngest/JoinedFiles``), but for files with an
    /// obstacle. `plan` is for tests. Throws ``RetraceCore/RetraceError`` of kind `data` when the job is of another build,
    /// or its mapping does not cover a file.
    public init(
        _ job: ClusterJob, build: String, options: ReplayOptions, files: [(number: Int, file: LogFile)] = [],
        contents path: String? = nil, cancellation: Cancellation, plan: MemoryPlan? = nil
    ) throws {
        try job.check(build: build)
        guard files.allSatisfy({ (0..<job.fileCount).contains($0.number) }) else {
            throw RetraceError(.data, "A file to map has a number that is not below the job's \(job.fileCount) files.")
        }
        let catalog = options.mapping.map(MappingCatalog.init)
        let contents = try path.map { try JoinedFiles(path: $0) { cancellation.isCancelled } }
        let mapped = try files.map { file in
            var mapped = file.file
            if mapped.obstacle == nil { mapped = contents?.place(mapped) ?? mapped }
            mapped.mapping = try catalog?.mapping(of: mapped.name, in: mapped.stream)
            return mapped
        }
        self.catalog = catalog
        self.contents = contents
        self.job = job
        self.options = options
        self.cancellation = cancellation
        sink = job.caseSource == nil ? nil : PieceSink()
        host = Reconstruction(
            options, files: mapped, numbers: files.map(\.number), of: job.fileCount,
            streams: Set(LogStream.allCases.filter(job.has)), cancellation: cancellation, plan: plan, sink: sink)
        texts = host.texts
    }

    /// How far the piece has come.
    public var progress: ProgressMeter { host.progress }

    /// Takes in what the pieces of earlier rounds found: streams of mappers, reducers or merges, each once; all of it, or what
    /// is of the kinds `wanted`. Blocks of records may have been taken out of the streams. Throws
    /// ``RetraceCore/RetraceError``.
    public func learn(from paths: [String], only wanted: Set<ExchangeKind>? = nil) throws {
        for path in paths {
            try withReader(of: path, mayLackParts: true) { reader in
                try known.add(reader, texts: texts, catalog: catalog, wanted: wanted)
            }
        }
    }

    /// Calls `body` with a reader of a file, or of standard input for `-`.
    func withReader<Value>(
        of path: String, mayLackParts: Bool = false, _ body: (ExchangeReader) throws -> Value
    ) throws -> Value {
        try withInput(path) { file, name in
            let reader = try ExchangeReader(
                from: file, name: name, expecting: job.identity, mayLackParts: mayLackParts)
            reader.blocks.meter = progress.blocks
            return try body(reader)
        }
    }

    /// Calls `body` with a file, or with standard input for `-`, and its name for messages.
    func withInput<Value>(_ path: String, _ body: (OpenFile, String) throws -> Value) throws -> Value {
        try cancellation.check()
        if path == "-" { return try body(.standardInput, "standard input") }
        let file: OpenFile
        do {
            file = try OpenFile.readingWhenReady(Array(path.utf8CString))
        } catch {
            throw RetraceError(.noInput, "'\(path)' cannot be opened: \(error).")
        }
        return try body(file, path)
    }

    /// Writes a stream with `body`: to a file that appears whole or not at all, or to standard output for `-`. `name` tells
    /// the piece from all others of the run.
    func write(to path: String, piece name: String, _ body: (ExchangeWriter) throws -> Void) throws {
        let source = Array(name.utf8).withUnsafeBytes { TextHash.of($0) }
        let file = path == "-" ? nil : try ExchangeFile(path: path)
        let writer = try ExchangeWriter(
            to: file?.file ?? .standardOutput, name: path == "-" ? "standard output" : path,
            identity: job.identity, source: source)
        writer.meter = progress.blocks
        try body(writer)
        try writer.finish()
        try file?.commit()
    }

    /// Whose audiences are, by all events known.
    func makeCatalog() -> AudienceCatalog { AudienceCatalog(known.audienceEvents, texts: texts.texts()) }
}
