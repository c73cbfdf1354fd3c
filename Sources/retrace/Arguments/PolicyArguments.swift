import ArgumentParser
import Foundation
import RetraceCore
import RetraceHost
import RetraceIngest

/// Which purposes permit advertising and which restrict it: a file, or a preset.
struct PolicyArguments: ParsableArguments {
    @Option(help: "The policy: YAML (or JSON) with the lists permitted and restricted.", completion: .file())
    var policy: String?

    @Option(
        help: ArgumentHelp(
            "A policy that comes with the program, instead of a file: \(PolicyArguments.names).", valueName: "name"))
    var policyPreset: PolicyPreset?

    private static var names: String { PolicyPreset.allCases.map(\.rawValue).joined(separator: ", ") }

    func validate() throws {
        if (policy == nil) == (policyPreset == nil) {
            throw ValidationError("Give a policy: either --policy FILE or --policy-preset NAME.")
        }
    }

    /// The policy, and its text: that of the file, or the preset as such a file would have it. Reads the file: to be called
    /// once, since it may be a pipe, and may change while a run goes on. Throws ``RetraceCore/RetraceError`` when the file can't
    /// be read or is none.
    func read() throws -> (policy: Policy, text: String) {
        guard let preset = policyPreset?.policy else {
            let text = try PolicyFile.text(of: policy ?? "")
            return (try PolicyFile.parse(text, name: policy ?? ""), text)
        }
        let (permitted, restricted) = (preset.permitted, preset.restricted)
        let text = """
            permitted: [\(permitted.joined(separator: ", "))]
            restricted: [\(restricted.joined(separator: ", "))]

            """
        return (preset, text)
    }
}

extension PolicyPreset: ExpressibleByArgument {}
