import ArgumentParser
import Foundation
import RetraceCore
import RetraceIngest
import RetraceWorkflow

/// What every piece of a run on several machines is told.
struct ClusterArguments: ParsableArguments {
    @Option(help: "The job: job.json, as 'retrace plan' writes it.", completion: .file())
    var job: String

    @Option(
        name: .customLong("known"), parsing: .upToNextOption,
        help: ArgumentHelp("What earlier pieces found, merged or piece by piece.", valueName: "streams"),
        completion: .file())
    var known: [String] = []

    @Option(
        name: [.short, .long],
        help: "The stream to write, or '-' for standard output. A file appears whole or not at all.",
        completion: .file())
    var output: String

    @OptionGroup var threads: ThreadArguments

    @OptionGroup var memory: MemoryArguments

    @Option(help: "The folder for temporary files. (default: TMPDIR, or /tmp)", completion: .directory)
    var workDir: String?

    @Option(help: "Write a line that says how much is done to standard error every so many seconds.")
    var heartbeat: Int?

    func validate() throws {
        if let heartbeat, !(1...3600).contains(heartbeat) { throw ValidationError("--heartbeat takes 1 to 3600.") }
        if output.isEmpty { throw ValidationError("The name of a file to write is empty.") }
    }

    /// Reads the job. Throws ``RetraceCore/RetraceError`` of kind `noInput` or `data`.
    func readJob() throws -> ClusterJob {
        guard let data = FileManager.default.contents(atPath: job) else {
            throw RetraceError(.noInput, "The job '\(job)' cannot be read. Make it with 'retrace plan'.")
        }
        guard let decoded = try? JSONDecoder().decode(ClusterJob.self, from: data) else {
            throw RetraceError(.data, "'\(job)' is no job. Make it with 'retrace plan'.")
        }
        return decoded
    }

    /// The options of the piece.
    func options(_ job: ClusterJob) throws -> ReplayOptions {
        try job.check(build: Version.text)
        var options = ReplayOptions(
            root: "", policy: job.policy, cutoff: Cutoff(instant: Instant(milliseconds: job.cutoff)),
            threads: threads.count,
            memoryBytes: memory.bytes, spillFolder: workDir, windowLog: job.windowLog, maxRejected: job.maxRejected)
        try job.apply(to: &options)
        return options
    }

    /// Runs `body` with a piece that knows what it was told to know, beats the heart meanwhile, and stops on signals.
    func withPiece(
        _ job: ClusterJob, files: [ClusterFile] = [], contents: String? = nil, learning more: [String] = [],
        only wanted: Set<ExchangeKind>? = nil,
        _ body: (ClusterPiece) throws -> Void
    ) throws {
        let cancellation = Cancellation()
        let watch = SignalWatch(cancellation)
        defer { watch.end() }
        let piece = try ClusterPiece(
            job, build: Version.text, options: options(job), files: files.map { ($0.number, try $0.logFile()) },
            contents: contents, cancellation: cancellation)
        let beat = heartbeat.map { Heartbeat(piece.progress, seconds: $0) }
        defer { beat?.stop() }
        do {
            try piece.learn(from: known + more, only: wanted)
            try body(piece)
        } catch is Cancelled {
            throw ExitCode(watch.stoppedBy.map { 128 + $0 } ?? RetraceError.Kind.temporary.rawValue)
        }
    }
}

extension ClusterStage: ExpressibleByArgument {}
