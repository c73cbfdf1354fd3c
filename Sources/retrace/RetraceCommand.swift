import ArgumentParser
import Foundation
import Glibc
import RetraceCore
import RetraceHost

/// The program.
@main
struct RetraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrace",
        abstract: "Count the people whose security identifiers were used for advertising, from the logs.",
        discussion: """
            Retrace replays ad-serving and matching logs, finds which identifier produced each match as of the moment of \
            the match, and counts the accounts and persons affected before and since a cutoff date.

            EXAMPLES
              retrace generate tailored-and-partner-audiences-2019 --output demo
              retrace replay demo/logs --policy demo/policy.yaml --cutoff 2019-09-17

            EXIT STATUS
              0         finished
              3         finished, but something was left out, which the result names
              64        wrong usage
              65        input that is wrong, or more of it than was allowed
              66        input that is not there
              70        a bug: please report its message
              74        reading or writing failed
              75        stopped for a passing reason, and may be tried again
              130, 143  stopped by SIGINT or SIGTERM
            """,
        version: Version.description,
        subcommands: [
            ReplayCommand.self, CheckCommand.self, InitCommand.self, InspectCommand.self, PolicyCommand.self,
            ManifestCommand.self, GenerateCommand.self,
            BenchCommand.self, CalibrateCommand.self, RecountCommand.self, EstimateCommand.self, ExportCommand.self,
            ExplainCommand.self,
            ReportCommand.self,
            PlanCommand.self, MapCommand.self, ReduceCommand.self, MergeCommand.self,
        ]
    )

    /// Runs the command line's command and leaves with its exit status.
    static func main() {
        StandardDescriptors.fill()
        ProcessPrivacy.forbidCoreDumps()
        #if DEBUG
            // After the above, so that counts of calls begin with those that matter.
            FaultPlan.installFromEnvironment()
        #endif
        // A reader that goes away is seen as an error of writing instead.
        signal(SIGPIPE, SIG_IGN)
        do {
            let arguments = try CommandLineArguments.checked(CommandLine.arguments)
            try Environment.check()
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let error as RetraceError {
            Console.writeError("retrace: \(error.message)")
            Foundation.exit(error.kind.rawValue)
        } catch {
            // The parser gives every error of its own another status than plain failure.
            guard exitCode(for: error) == .failure else { exit(withError: error) }
            Console.writeError("retrace: unexpected failure (\(type(of: error))). This is a bug: please report it.")
            Foundation.exit(RetraceError.Kind.software.rawValue)
        }
    }
}
