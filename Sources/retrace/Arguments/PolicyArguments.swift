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

    /// The policy's text: the file's bytes, or the preset as such a file would have it. Nil when it can't be read.
    var data: Data? {
        guard let preset = policyPreset?.policy else {
            guard let policy,
                let bytes = try? FileSystem.contents(of: policy, limit: Limits.policyBytes),
                bytes.count <= Limits.policyBytes
            else { return nil }
            return Data(bytes)
        }
        let (permitted, restricted) = (preset.permitted, preset.restricted)
        return Data(
            """
            permitted: [\(permitted.joined(separator: ", "))]
            restricted: [\(restricted.joined(separator: ", "))]

            """.utf8)
    }

    /// The policy. Throws ``RetraceCore/RetraceError`` when the file can't be read or is none.
    func read() throws -> Policy {
        if let policyPreset { return policyPreset.policy }
        return try PolicyFile.read(policy ?? "")
    }
}

extension PolicyPreset: ExpressibleByArgument {}
