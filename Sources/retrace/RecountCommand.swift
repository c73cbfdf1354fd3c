import ArgumentParser
import Foundation
import RetraceCase
import RetraceCore
import RetraceStatistics
import RetraceWriters

struct RecountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recount",
        abstract: "Count again for another cutoff, from a case file and without the logs.",
        discussion: """
            Every count before a cutoff follows from each account's first instant in it, and every count since it from the \
            last, so a case answers for any date what a new replay would.

            EXAMPLES
              retrace recount --case incident.retrace --cutoff 2019-06-01
              retrace recount --case incident.retrace --cutoff 2019-06-01 --format json

            \(CaseFileArguments.exitStatus)
            """)

    @OptionGroup var caseFile: CaseFileArguments

    @OptionGroup var cutoff: CutoffArguments

    @Option(help: "text for people, json for programs: the value of counts in a result.")
    var format = OutputFormat.text

    @OptionGroup var output: OutputArguments

    func run() throws {
        let instant = try cutoff.read().instant
        let counts = try caseFile.open().recount(cutoff: instant)
        switch format {
        case .json: try output.write(ResultEncoder.encode(counts))
        case .text: try output.write(CountsText.text(cutoff: instant.rfc3339, counts: counts))
        }
    }
}
