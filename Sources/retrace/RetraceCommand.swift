import ArgumentParser

/// The root command.
@main
struct RetraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrace", abstract: "Who was affected, reconstructed from logs.",
        subcommands: [GenerateCommand.self])
}
