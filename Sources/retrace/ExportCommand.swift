import ArgumentParser
import Foundation
import RetraceCase
import RetraceCore

extension ExportText.Format: ExpressibleByArgument {}
extension CaseSelection.Unit: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "List the people in a count, from a case file: those to notify.",
        discussion: """
            As many rows as the count says, in the order of ids, with the columns account, person, country, region, first, last, \
            sources and bound. Files are readable by their owner alone.

            EXAMPLES
              retrace export --case incident.retrace --count reached --bound lower \\
                --output reached.csv
              retrace export --case incident.retrace --count matched --bound upper \\
                --unit persons --by country --output lists

            \(CaseFileArguments.exitStatus)
            """)

    /// The names of counts.
    enum Count: String, ExpressibleByArgument, CaseIterable {
        case atRisk = "at_risk"
        case matched
        case solelyMatched = "solely_matched"
        case reached
        case disclosed

        var kind: CountKind { CountKind.allCases.first { $0.name == rawValue } ?? .atRisk }
    }

    /// The names of readings.
    enum Bound: String, ExpressibleByArgument, CaseIterable { case lower, upper }

    /// The names of sides.
    enum CutoffSide: String, ExpressibleByArgument, CaseIterable { case before, since }

    /// What files may be made for.
    enum Division: String, ExpressibleByArgument, CaseIterable { case country }

    @OptionGroup var caseFile: CaseFileArguments

    @Option(help: "The count.")
    var count: Count

    @Option(help: "lower: those whom the logs prove; upper: also those whom they don't rule out.")
    var bound: Bound

    @Option(help: "The side of the case's cutoff.")
    var side = CutoffSide.before

    @Option(help: "A row for each account, or for each person.")
    var unit = CaseSelection.Unit.accounts

    @Option(help: "csv, or jsonl.")
    var format = ExportText.Format.csv

    @Option(help: "A file for each country of residence, in the folder --output.")
    var by: Division?

    @Option(name: [.short, .long], help: "Write to this file, or with --by into this folder.", completion: .file())
    var output: String?

    @Flag(help: "Put an apostrophe before fields of CSV that a spreadsheet would take as formulas.")
    var forSpreadsheets = false

    func validate() throws {
        if output == "" { throw ValidationError("The name of a file to write is empty.") }
        if by != nil && output == nil { throw ValidationError("--by needs --output with the folder to write into.") }
    }

    func run() throws {
        let reader = try caseFile.open()
        let reading: Reading = bound == .lower ? .lower : .upper
        let selection = CaseSelection(
            count: count.kind, side: side == .before ? .before : .since, reading: reading, unit: unit,
            isByCountry: by != nil)
        let text = ExportText(format, reading, isForSpreadsheets: forSpreadsheets)
        if by != nil, let output {
            try CountryFiles(folder: output, text: text, format: format).write(selection, of: reader)
        } else {
            let file = try PrivateFile(output)
            try file.append(text.header)
            try reader.forEach(selection) { try file.append(text.line($0)) }
            try file.finish()
        }
    }
}
