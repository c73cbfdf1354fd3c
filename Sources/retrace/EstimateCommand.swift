import ArgumentParser
import Foundation
import RetraceCase
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceWorkflow
import RetraceWriters

/// `retrace estimate`.
struct EstimateCommand: ParsableCommand {
    /// The name of what a case keeps for it.
    static let document = "estimation"

    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "Estimate again what incomplete logs don't show, from a case file and without the logs.",
        discussion: """
            A case keeps in how many events and files the people in each count were seen. So estimates can be made anew for \
            another confidence, or with a manifest that was found since, for the cutoff of the case.

            EXAMPLES
              retrace estimate --case incident.retrace
              retrace estimate --case incident.retrace --manifest manifest.yaml \\
                --confidence 0.99 --format json

            EXIT STATUS
              0         finished
              64        wrong usage
              65        no case, of a newer program, or damaged; or a bad manifest
              66        no such case or manifest
              70        a bug: please report its message
              74        reading or writing failed
            """)

    @Option(name: .customLong("case"), help: "The case file.", completion: .file())
    var caseFile: String

    @Option(
        help: "Which files there should have been: in place of the manifest of the replay, if it had one.",
        completion: .file())
    var manifest: String?

    @Option(
        help: ArgumentHelp(
            "How a stream was sampled: matches=event:0.5, or all=account:0.1. May be repeated.",
            valueName: "stream=by:rate"))
    var sampling: [SamplingArgument] = []

    @Option(help: "How often an interval is to hold the truth, above 0 and below 1.")
    var confidence = 0.95

    @Option(help: "text for people, json for programs: the value of estimates in a result.")
    var format = OutputFormat.text

    @OptionGroup var output: OutputArguments

    func validate() throws {
        if !(confidence > 0 && confidence < 1) {
            throw ValidationError("--confidence takes more than 0 and less than 1.")
        }
    }

    func run() throws {
        let reader = try CaseReader(path: caseFile)
        var result = try reader.result()
        result.estimates = try estimates(reader, result.counts)
        switch format {
        case .json: try output.write(ResultEncoder.encode(result.estimates))
        case .text: try output.write(EstimateText.text(result))
        }
    }

    private func estimates(_ reader: CaseReader, _ totals: Totals) throws -> Estimates {
        guard let document = try reader.document(EstimateCommand.document),
            let kept = try? JSONDecoder().decode(EstimationBasis.self, from: document)
        else {
            throw RetraceError(
                .data, "The case '\(caseFile)' holds nothing to estimate from. Replay the logs with this version.")
        }
        var known: [LogStream: Sampling] = [:]
        for argument in sampling { for stream in argument.streams { known[stream] = argument.sampling } }
        let expected = try manifest.map { try ManifestReader.read($0, anyFolder: true) }
        let basis = kept.with(expected, sampling: known, inputs: try reader.inputs().compactMap(ReplayInput.init))
        guard let builder = EstimateBuilder(basis, totals: totals, confidence: confidence) else {
            throw RetraceError(.usage, "Sampling rates lie above 0 and are at most 1.")
        }
        return builder.build()
    }
}

extension ReplayInput {
    /// Nil where the stream is none.
    fileprivate init?(_ input: CaseInput) {
        guard let stream = LogStream.allCases.first(where: { $0.name == input.stream }) else { return nil }
        self.init(
            name: input.file, stream: stream, size: input.size, lines: input.lines, rejected: input.rejected,
            sha256: input.sha256, damage: input.damage)
    }
}
