import ArgumentParser
import Foundation
import RetraceCase
import RetraceCore
import RetraceStatistics

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell what happened to an account, line by line, and why it is in a count or not.",
        discussion: """
            Each line is given with its file and number, verdicts with what decided them. Identifiers are shown by their last \
            four digits.

            EXAMPLES
              retrace explain 1042 --case incident.retrace
              retrace explain 1042 --case incident.retrace --show-identifiers --format json
            """)

    @Argument(help: "The account's id, exactly as in the logs.")
    var account: String

    @Option(name: .customLong("case"), help: "The case file.")
    var caseFile: String

    @Option(help: "text for people, json for programs.")
    var format = OutputFormat.text

    @Flag(help: "Show the hashes of identifiers whole.")
    var showIdentifiers = false

    func run() throws {
        let explainer = try CaseExplainer(CaseReader(path: caseFile), showsIdentifiers: showIdentifiers)
        let explanation = try explainer.explain(account)
        switch format {
        case .json: try OutputFile.write(ResultEncoder.encode(explanation), to: nil)
        case .text: try OutputFile.write(Data(ExplanationText.text(explanation).utf8), to: nil)
        }
    }
}
