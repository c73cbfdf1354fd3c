import RetraceCore

/// Writes policies as YAML.
enum PolicyText {
    /// A policy as YAML in block style or as JSON.
    static func yaml(_ policy: Policy, using random: inout SplitMix64) -> String {
        let lists = [("permitted", policy.permitted), ("restricted", policy.restricted)].shuffled(using: &random)
        if random.chance(30) {
            return "{" + lists.map { "\"\($0.0)\": [\(quoted($0.1).joined(separator: ", "))]" }.joined(separator: ", ")
                + "}\n"
        }
        return lists.map { name, prefixes in
            prefixes.isEmpty ? "\(name): []\n" : "\(name):\n" + quoted(prefixes).map { "  - \($0)\n" }.joined()
        }.joined()
    }

    private static func quoted(_ prefixes: [String]) -> [String] {
        prefixes.map { String(decoding: PlainJSON.string(LogText($0)), as: UTF8.self) }
    }
}
