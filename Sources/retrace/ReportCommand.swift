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
              retrace report --case incident.retrace --output public.html --public \\
                --claim-people 5600000
              retrace report --case incident.retrace --format markdown

            \(CaseFileArguments.exitStatus)
            """)

    @OptionGroup var caseFile: CaseFileArguments

    @OptionGroup var output: OutputArguments

    @Option(help: "html or markdown. (default: markdown if the output's name ends in .md, else html)")
    var format: Format?

    @OptionGroup(title: "Report options") var report: ReportArguments

    func run() throws {
        try output.check()
        let page = Report(try ReportInput(caseFile.open(), casePath: caseFile.path), options: report.options)
        let isMarkdown = format == .markdown || (format == nil && output.path?.hasSuffix(".md") == true)
        try output.write(isMarkdown ? page.markdown : page.html)
    }
}
