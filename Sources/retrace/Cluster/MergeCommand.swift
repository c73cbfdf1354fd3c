import ArgumentParser
import RetraceStatistics
import RetraceWorkflow

/// `retrace merge`.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Put together what pieces of a run on several machines found.",
        discussion: """
            Writes a stream for the next stage, or with --result the result as JSON: the same bytes as 'retrace replay' \
            writes for the same logs. Pieces that are missing, repeated or of another run are refused.

            EXAMPLES
              retrace merge --job run/job.json --output run/known-1 run/map-identities-*
              retrace merge --job run/job.json --result --output result.json \\
                run/known-4 run/reduce-persons-*

            \(ExitStatus.ofPiece(mayBeIncomplete: true))
            """)

    @OptionGroup var cluster: ClusterArguments

    @Flag(help: "Write the result of the run.")
    var result = false

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "With --case: blocks of evidence that were taken out of the streams, in any order.", valueName: "files"),
        completion: .file())
    var evidence: [String] = []

    @OptionGroup(title: "Case options") var caseArguments: CaseArguments

    @Argument(help: "Streams of mappers, reducers and merges, each once.", completion: .file())
    var streams: [String]

    func validate() throws {
        if caseArguments.caseFile != nil && !result { throw ValidationError("--case goes with --result.") }
        if caseArguments.caseFile == nil && !evidence.isEmpty { throw ValidationError("--evidence is for --case.") }
    }

    func run() throws {
        let job = try cluster.readJob()
        try cluster.withPiece(job, learning: streams) { piece in
            guard result else { return try piece.merge(to: cluster.output) }
            let report = try piece.result()
            try writeCase(of: piece, report, job)
            try OutputFile.write(
                ResultEncoder.encode(report.result), to: cluster.output == "-" ? nil : cluster.output)
            if !report.result.incomplete.isEmpty { throw ExitCode(ExitStatus.incomplete) }
        }
    }

    private func writeCase(of piece: ClusterPiece, _ report: ReplayReport, _ job: ClusterJob) throws {
        guard let recording = try CaseRecording(caseArguments, cancellation: piece.cancellation) else { return }
        try piece.handEvidence(from: streams + evidence, to: recording.writer)
        guard let source = job.caseSource else { return }
        try recording.finish(report, source, cluster.options(job))
    }
}
