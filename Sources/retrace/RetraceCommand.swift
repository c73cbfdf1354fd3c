import ArgumentParser
import Foundation
import Glibc
import RetraceCore

/// The program.
@main
struct RetraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrace",
        abstract: "Count the people whose security identifiers were used for advertising, from the logs.",
        discussion: """
            Retrace replays ad-serving and matching logs, finds which identifier produced each match as of the moment of \
            the match, and counts the accounts and persons affected before and since a cutoff date.

            EXAMPLES:
              retrace generate tailored-and-partner-audiences-2019 --output demo
              retrace replay demo/logs --policy demo/policy.yaml --cutoff 2019-09-17
            """,
        version: Version.text,
        subcommands: [ReplayCommand.self, GenerateCommand.self]
    )

    /// Runs the command line's command and leaves with its exit status.
    static func main() {
        StandardDescriptors.fill()
        // A reader that goes away is seen as an error of writing instead.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            leave(with: error)
        }
    }

    private static func leave(with error: any Error) -> Never {
        if let error = error as? RetraceError {
            Console.tell("retrace: \(error.message)")
            Foundation.exit(error.kind.rawValue)
        }
        let status = exitCode(for: error)
        // What the argument parser made itself: help, a usage error, or a status that a command asks for.
        if error is ExitCode || status == .success || status == .validationFailure { exit(withError: error) }
        Console.tell("retrace: this is a bug, please report it: \(error)")
        Foundation.exit(RetraceError.Kind.software.rawValue)
    }
}
