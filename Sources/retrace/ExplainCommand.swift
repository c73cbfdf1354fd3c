import ArgumentParser
import Foundation
import RetraceCase
import RetraceCore
import RetraceIngest
import RetraceStatistics

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell what happened to an account, line by line, and why it is in a count or not.",
        discussion: """
            Each line is given with its file and number, verdicts with what decided them. Identifiers are shown by their last \
            four digits. With --logs each line is read again, and its file is compared with the one that \
            was read.

            EXAMPLES
              retrace explain 1042 --case incident.retrace
              retrace explain 1042 --case incident.retrace --logs logs
              retrace explain 1042 --case incident.retrace --show-identifiers \\
                --format json

            EXIT STATUS
              0         finished
              64        wrong usage
              65        no case, of a newer program, or damaged; or a line is not as the
                        case has it
              66        no such case, log root or mapping
              70        a bug: please report its message
              74        reading or writing failed
            """)

    @Argument(help: "The account's id, exactly as in the logs.")
    var account: String

    @OptionGroup var caseFile: CaseFileArguments

    @Option(help: "The log root, to read the lines again and see whether they still say so.", completion: .directory)
    var logs: String?

    @OptionGroup var mapping: MappingArguments

    @OptionGroup var reading: ReadingArguments

    @Option(help: "text for people, json for programs.")
    var format = OutputFormat.text

    @Flag(help: "Show the hashes of identifiers whole.")
    var showIdentifiers = false

    func run() throws {
        let reader = try caseFile.open()
        var explanation = try CaseExplainer(reader, showsIdentifiers: showIdentifiers).explain(account)
        if let logs { try check(&explanation, reader, logs) }
        switch format {
        case .json: try OutputFile.write(ResultEncoder.encode(explanation), to: nil)
        case .text: try OutputFile.write(Data(ExplanationText.text(explanation).utf8), to: nil)
        }
        let wrong = explanation.timeline.count { $0.check != nil && $0.check != LineCheck.confirmed }
        guard wrong == 0 else {
            throw RetraceError(.data, "\(wrong) of \(explanation.timeline.count) lines are not as the case has them.")
        }
    }

    private func check(_ explanation: inout Explanation, _ reader: CaseReader, _ logs: String) throws {
        guard let known = try reader.account(account) else { return }
        if let event = known.events.first(where: { StreamInput.isName($0.file) }) {
            throw RetraceError(
                .usage,
                "--logs can't be used: lines of this account came by '--stream \(event.file)', outside the log root, and can't "
                    + "be read again.")
        }
        var inputs = LogInputs()
        inputs.dictionaries = try reading.dictionaries()
        let check = try LineCheck(
            reader, root: logs, mapping: try mapping.read(logRoot: logs), inputs: inputs, windowLog: reading.windowLog)
        let answers = try check.answers(known)
        for (entry, answer) in answers.enumerated() { explanation.timeline[entry].check = answer }
    }
}
