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

    @OptionGroup var caseFile: CaseFileArguments

    @OptionGroup var completeness: CompletenessArguments

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
        let reader = try caseFile.open()
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
                .data, "The case '\(caseFile.path)' holds nothing to estimate from. Replay the logs with this version.")
        }
        let basis = kept.with(
            try completeness.readManifest(anyFolder: true), sampling: completeness.samplings,
            inputs: try reader.inputs().compactMap(ReplayInput.init))
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
