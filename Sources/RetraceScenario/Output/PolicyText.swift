/// The policy of a scenario as YAML.
struct PolicyText {
    let plan: ScenarioPlan

    /// The file's text.
    var text: String {
        """
        # The policy of the scenario \(plan.options.scenario.rawValue).
        # The longest prefix of a purpose, in whole segments, decides; a purpose under no prefix is unclassified.
        permitted:
        \(list(plan.vocabulary.permittedPrefixes))
        restricted:
        \(list(plan.vocabulary.restrictedPrefixes))

        """
    }

    private func list(_ prefixes: [String]) -> String {
        prefixes.map { "  - \($0)" }.joined(separator: "\n")
    }
}
