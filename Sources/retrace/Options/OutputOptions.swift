import ArgumentParser
import Foundation

/// The form that a result is written in.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people.
    case text
    /// For programs.
    case json
}

/// What is written, where to, and how much is told meanwhile. Shared by the commands that make results.
struct OutputOptions: ParsableArguments {
    @Option(help: "For people, or for programs.")
    var format = OutputFormat.text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write the result to a file, which appears whole or not at all; one that is there is replaced.",
            valueName: "file"),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Write where the first rejected lines of each file stand, and why, to a file as JSON Lines.",
            valueName: "file"),
        completion: .file())
    var rejects: String?

    @Flag(name: .shortAndLong, help: "Tell errors only on standard error: no settings, progress or warnings.")
    var quiet = false

    func validate() throws {
        if output == "" || rejects == "" { throw ValidationError("The name of a file is empty.") }
        if let output, let rejects, OutputOptions.isSameFile(output, rejects) {
            throw ValidationError("--output and --rejects name the same file.")
        }
    }

    private static func isSameFile(_ left: String, _ right: String) -> Bool {
        guard !left.hasPrefix("/dev/") else { return false }
        return URL(fileURLWithPath: left).standardizedFileURL == URL(fileURLWithPath: right).standardizedFileURL
    }
}
