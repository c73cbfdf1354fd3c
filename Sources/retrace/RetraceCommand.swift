import ArgumentParser
import Foundation
import RetraceCore

/// The program.
@main
struct RetraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrace",
        abstract: "Counts the people whose security identifiers were used for advertising, from the logs.",
        discussion: """
            Retrace replays ad-serving and matching logs, finds which identifier produced each match as of the moment of \
            the match, and counts the accounts and persons affected before and since a cutoff date.

            First run:  retrace replay LOGROOT --policy policy.yaml --cutoff 2019-09-17
            """,
        version: "0.1.0",
        subcommands: [ReplayCommand.self, GenerateCommand.self]
    )

    /// Runs the command line's command and leaves with its exit status.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as RetraceError {
            Console.writeError("retrace: \(error.message)")
            Foundation.exit(error.kind.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
