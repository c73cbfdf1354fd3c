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
            """)

    @Option(name: .customLong("case"), help: "The case file.")
    var caseFile: String

    @Option(help: "The cutoff: a date such as 2019-09-17 (midnight at its start), or an RFC 3339 instant.")
    var cutoff: String

    @Option(help: "The time zone of a cutoff that is a date.")
    var timeZone = "UTC"

    @Option(help: "text for people, json for programs: the value of counts in a result.")
    var format = OutputFormat.text

    @Option(name: [.short, .long], help: "Write to this file instead; it appears whole or not at all.")
    var output: String?

    func validate() throws {
        if TimeZone(identifier: timeZone) == nil {
            throw ValidationError(
                "There is no time zone '\(timeZone)'. Give a name such as UTC or America/Los_Angeles.")
        }
    }

    func run() throws {
        let instant = try Cutoff(parsing: cutoff, timeZone: TimeZone(identifier: timeZone) ?? .gmt).instant
        let counts = try CaseReader(path: caseFile).recount(cutoff: instant)
        switch format {
        case .json: try OutputFile.write(ResultEncoder.encode(counts), to: output)
        case .text:
            try OutputFile.write(Data(CountsText.text(cutoff: instant.rfc3339, counts: counts).utf8), to: output)
        }
    }
}
