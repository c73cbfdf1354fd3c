import ArgumentParser
import RetraceWriters

/// For whom a report is, and what it should test.
struct ReportArguments: ParsableArguments {
    @Flag(name: .customLong("public"), help: "A report that may leave the house: small cells withheld, no identifiers.")
    var isPublic = false

    @Option(help: "Withhold counts from 1 to just below this one in a public report.")
    var smallCell: UInt64 = 11

    @Option(help: "Test the claim that so many people were affected before the cutoff.")
    var claimPeople: UInt64?

    func validate() throws {
        if smallCell < ReportOptions.smallCellMin {
            throw ValidationError("--small-cell takes \(ReportOptions.smallCellMin) or more.")
        }
    }

    /// The same, for the writer.
    var options: ReportOptions {
        ReportOptions(isPublic: isPublic, smallCell: smallCell, claimedPeople: claimPeople)
    }
}
