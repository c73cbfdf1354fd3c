import ArgumentParser
import Foundation
import RetraceCore

/// The instant that divides before from since.
struct CutoffArguments: ParsableArguments {
    @Option(help: "The cutoff: a date such as 2019-09-17 (midnight at its start), or an RFC 3339 instant.")
    var cutoff: String

    @Option(help: "The time zone of a cutoff that is a date.")
    var timeZone = "UTC"

    func validate() throws {
        if TimeZone(identifier: timeZone) == nil {
            throw ValidationError(
                "There is no time zone '\(timeZone)'. Give a name such as UTC or America/Los_Angeles.")
        }
    }

    /// The cutoff. Throws ``RetraceCore/RetraceError`` of kind `usage` where it is none.
    func read() throws -> Cutoff {
        try Cutoff(parsing: cutoff, timeZone: TimeZone(identifier: timeZone) ?? .gmt)
    }
}
