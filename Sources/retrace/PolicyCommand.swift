import ArgumentParser

/// `retrace policy`.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Look into a policy.",
        subcommands: [PolicyExplainCommand.self])
}
