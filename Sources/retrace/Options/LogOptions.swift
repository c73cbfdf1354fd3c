import ArgumentParser
import Foundation
import RetraceCore

/// What to replay, by which policy, against which cutoff. Shared by the commands that read logs.
struct LogOptions: ParsableArguments {
    @Argument(help: "The folder that holds a folder for each stream.", completion: .directory)
    var logRoot: String

    @Option(
        help: ArgumentHelp("Which purposes permit advertising and which restrict it: YAML or JSON.", valueName: "file"),
        completion: .file())
    var policy: String

    @Option(
        help: ArgumentHelp(
            "A date, meaning midnight at its start, or an instant such as 2019-09-17T12:00:00Z.", valueName: "date"))
    var cutoff: String

    @Option(help: ArgumentHelp("The time zone in which a date starts, such as America/Los_Angeles.", valueName: "zone"))
    var timeZone = "UTC"

    @Option(
        help: ArgumentHelp("Give up with exit code 65 when more lines than this are rejected.", valueName: "number"))
    var maxRejected: UInt64?

    @Option(
        help: ArgumentHelp(
            "Accept Zstandard windows up to 2 to this power of bytes, \(LogOptions.windowLogMin) to \(Limits.windowLogMax).",
            valueName: "number"))
    var windowLog = Limits.windowLog

    /// The smallest window that Zstandard has.
    private static let windowLogMin = 10

    func validate() throws {
        _ = try instant()
        guard (LogOptions.windowLogMin...Limits.windowLogMax).contains(windowLog) else {
            throw ValidationError("--window-log is \(LogOptions.windowLogMin) to \(Limits.windowLogMax).")
        }
    }

    /// The cutoff in the time zone. Throws `ValidationError` when either is wrong.
    func instant() throws -> Cutoff {
        guard let zone = TimeZone(identifier: timeZone) else {
            throw ValidationError("There is no time zone '\(timeZone)': give a name such as America/Los_Angeles.")
        }
        do {
            return try Cutoff(parsing: cutoff, timeZone: zone)
        } catch let error as RetraceError {
            throw ValidationError(error.message)
        }
    }
}
