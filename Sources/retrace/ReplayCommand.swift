import ArgumentParser
import Foundation
import RetraceCase
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceWorkflow
import RetraceWriters

/// `retrace replay`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replay a log root and count the people affected.",
        discussion: """
            Reads every stream under LOGROOT, finds which identifier produced each match as of the moment of the match, and \
            counts accounts and persons before and since the cutoff. The summary, or with --format json the result, goes to \
            standard output; everything else goes to standard error.

            EXAMPLES
              retrace replay logs --policy policy.yaml --cutoff 2019-09-17
              retrace replay logs --policy policy.yaml --cutoff 2019-09-17 \\
                --time-zone America/Los_Angeles
              retrace replay logs --policy policy.yaml --cutoff 2019-09-17T12:00:00Z \\
                --format json --output result.json
              retrace replay logs --policy policy.yaml --cutoff 2019-09-17 \\
                --case incident.retrace --report report.html
              retrace replay logs --policy policy.yaml --cutoff 2019-09-17 \\
                --memory 2GiB --threads 4 --work-dir /scratch --resume
              zstdcat matches.zst | retrace replay logs --stream matches=- \\
                --policy policy.yaml --cutoff 2019-09-17

            EXIT STATUS
              0         finished
              3         finished, but a file is missing, not as the manifest has it, or
                        was not read to its end
              64        wrong usage
              65        a bad policy, mapping or manifest, or too many rejected lines
              66        no such log root, policy, mapping, manifest or required stream
              70        a bug: please report its message
              74        reading or writing failed
              75        another run works in the same --work-dir
              130, 143  stopped by SIGINT or SIGTERM
            """)

    @OptionGroup var replay: ReplayArguments

    @Option(help: "text for people, json for programs.")
    var format = OutputFormat.text

    @OptionGroup var output: OutputArguments

    @Option(
        help: "Write the first rejected lines of each file, by file and line, to this file as JSON Lines.",
        completion: .file())
    var rejects: String?

    @Option(
        help: "Write a report to read to this file: one page of HTML, or Markdown if its name ends in .md.",
        completion: .file())
    var report: String?

    @OptionGroup(title: "Case options") var caseArguments: CaseArguments

    @OptionGroup(title: "Report options") var reportArguments: ReportArguments

    @Flag(help: "Show neither settings, progress nor warnings.")
    var quiet = false

    func validate() throws {
        if rejects == "" || report == "" {
            throw ValidationError("The name of a file to write is empty.")
        }
        if let output = output.path, output == rejects, !output.hasPrefix("/dev/") {
            throw ValidationError("--output and --rejects name the same file.")
        }
        if let path = caseArguments.caseFile, [output.path, rejects, report].contains(path) {
            throw ValidationError("--case names a file that another option names too.")
        }
        if let report, report == output.path || report == rejects, !report.hasPrefix("/dev/") {
            throw ValidationError("--report names a file that another option names too.")
        }
    }

    func run() throws {
        var options = try replay.options()
        // A page to hand on says which files it rests on.
        options.hashesInputs = report != nil
        try output.check()
        try OutputFile.check(rejects)
        try OutputFile.check(report)
        let cancellation = Cancellation()
        let watch = SignalWatch(cancellation)
        defer { watch.end() }
        let recording = try CaseRecording(caseArguments, cancellation: cancellation)
        let reconstruction = try Reconstruction(options, cancellation: cancellation, sink: recording?.writer)
        if !quiet && Console.isErrorTerminal { Console.writeError(settings(options)) }
        let progress = ProgressDisplay(reconstruction.progress, isWanted: !quiet)
        let replayed: ReplayReport
        do {
            replayed = try reconstruction.run()
            progress?.stop()
        } catch {
            progress?.stop()
            // More rejected lines than allowed: all the more reason to say where they stand.
            if let rejects, (error as? RetraceError)?.kind == .data {
                try OutputFile.write(RejectionLines.encode(reconstruction.rejections()), to: rejects)
            }
            if error is Cancelled, let number = watch.stoppedBy { throw ExitCode(128 + number) }
            throw error
        }
        try recording?.finish(replayed, replay.caseSource(options), options)
        try write(replayed)
        if let report { try OutputFile.write(page(replayed, options), to: report) }
        reconstruction.discardCheckpoint()
        if !replayed.result.incomplete.isEmpty { throw ExitCode(ExitStatus.incomplete) }
    }

    private func settings(_ options: ReplayOptions) -> String {
        "retrace \(Version.text): \(options.root ?? "no log root"), \(options.mapping.map { "mapping \($0.name), " } ?? "")cutoff \(options.cutoff.instant.rfc3339), "
            + (options.clockSkewMilliseconds == 0 ? "" : "clocks ± \(options.clockSkewMilliseconds) ms, ")
            + "\(options.threads) threads, \(options.memoryBytes >> 20) MiB of memory, temporary files in \(options.spillFolder)"
    }

    private func write(_ report: ReplayReport) throws {
        if let rejects { try OutputFile.write(RejectionLines.encode(report.rejections), to: rejects) }
        // The summary tells it too, but not where a person looks when it goes to a file.
        if !quiet && (format == .json || output.path != nil) { warn(report) }
        switch format {
        case .json:
            try output.write(ResultEncoder.encode(report.result))
        case .text:
            let isBold = output.path == nil && Console.isOutputBold
            let summary = TextSummary(report.result, rejections: report.rejections, isBold: isBold)
            try output.write(summary.text)
        }
    }

    /// The report. Nothing in it tells when the run was, so that the same logs give the same page.
    private func page(_ replayed: ReplayReport, _ options: ReplayOptions) throws -> Data {
        var run = ReportRun(version: Version.text, timeZone: replay.cutoff.timeZone)
        run.commandLine = CommandLine.arguments.joined(separator: " ")
        run.policyText = options.policyText
        run.policySHA256 = Data(options.policyText.utf8).withUnsafeBytes(SHA256Hasher.hash)
        run.permitted = options.policy.permitted
        run.restricted = options.policy.restricted
        let input = ReportInput(
            result: replayed.result, run: run, files: replayed.inputs.map(ReportFile.init),
            rejections: replayed.rejections, casePath: caseArguments.caseFile,
            evidence: try caseArguments.caseFile.map { try ReportEvidence(CaseReader(path: $0)) })
        let page = Report(input, options: reportArguments.options)
        return Data((report?.hasSuffix(".md") == true ? page.markdown : page.html).utf8)
    }

    /// What the summary says of trouble, for those who don't see it.
    private func warn(_ report: ReplayReport) {
        for warning in report.result.warnings { Console.writeError("retrace: warning: \(warning)") }
        for file in report.result.incomplete { Console.writeError("retrace: incomplete: \(Remarks.text(file))") }
        for rejection in Remarks.firstOfEachStream(report.rejections, count: 1) {
            Console.writeError("retrace: rejected: \(Remarks.text(rejection))")
        }
    }
}
