import ArgumentParser
import Foundation
import RetraceCase
import RetraceCore
import RetraceWriters

struct ReportCommand: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case html, markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the report of a case to read and to print, without the logs.",
        discussion: """
            One page of HTML that needs nothing else, or Markdown for a ticket. The report of the house names files and \
            advertisers; --public withholds small cells and identifiers.

            EXAMPLES
              retrace report --case incident.retrace --output report.html
              retrace report --case incident.retrace --output public.html --public --claim-people 5600000
              retrace report --case incident.retrace --format markdown
            """)

    @Option(name: .customLong("case"), help: "The case file.")
    var caseFile: String

    @Option(
        name: [.short, .long], help: "Write to this file instead of standard output; it appears whole or not at all.")
    var output: String?

    @Option(help: "html or markdown. (default: markdown if the output's name ends in .md, else html)")
    var format: Format?

    @OptionGroup(title: "Report options") var report: ReportArguments

    func run() throws {
        try OutputFile.check(output)
        let page = Report(try ReportInput(CaseReader(path: caseFile), casePath: caseFile), options: report.options)
        let isMarkdown = format == .markdown || (format == nil && output?.hasSuffix(".md") == true)
        try OutputFile.write(Data((isMarkdown ? page.markdown : page.html).utf8), to: output)
    }
}
