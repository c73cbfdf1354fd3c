import ArgumentParser
import Foundation
import RetraceCore

/// `retrace policy explain`.
struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a policy makes of a purpose, and which prefix decides.",
        discussion: """
            Without a purpose, the policy's own prefixes are listed.

            EXAMPLES
              retrace policy explain essential.service.security.two_factor \\
                --policy policy.yaml
              retrace policy explain --policy-preset security-only-2019

            EXIT STATUS
              0         finished
              64        wrong usage
              65        a bad policy
              66        no such policy
            """)

    @Argument(help: "Purposes: dotted keys, general to specific.")
    var purposes: [String] = []

    @OptionGroup var policy: PolicyArguments

    func run() throws {
        let policy = try policy.read().policy
        let lines = purposes.isEmpty ? prefixes(policy) : purposes.map { explain($0, by: policy) }
        try OutputFile.write(Data(lines.map { $0 + "\n" }.joined().utf8), to: nil)
    }

    private func prefixes(_ policy: Policy) -> [String] {
        policy.permitted.map { "\($0): permitted" } + policy.restricted.map { "\($0): restricted" }
    }

    private func explain(_ purpose: String, by policy: Policy) -> String {
        let answer = policy.explain(purpose.utf8)
        guard let prefix = answer.prefix else { return "\(purpose): unclassified, as no prefix covers it" }
        return "\(purpose): \(answer.classification), because of \(prefix)"
    }
}
