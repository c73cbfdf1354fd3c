import ArgumentParser

/// `retrace policy`.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Look into a policy.",
        discussion: """
            A policy says which purposes permit advertising and which restrict it.

            EXAMPLES
              retrace policy explain --policy-preset security-only-2019

            EXIT STATUS
              0         finished
              64        wrong usage
              65        a bad policy
              66        no such policy
            """,
        subcommands: [PolicyExplainCommand.self])
}
