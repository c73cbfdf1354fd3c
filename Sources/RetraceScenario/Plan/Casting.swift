/// Decides which story an account tells.
struct Casting: Sendable {
    private let urn: [Story]
    private let opening: [Story]
    private let quietPermille: Int
    /// How many impressions of ordinary life an account has beyond the usual number, in thousandths.
    let extraImpressionsPermille: Int
    private let seed: UInt64

    /// Lines of an account that only exists, and of one that tells a story, on average (measured).
    private static let quietLines = 2.3
    private static let usualLines = 10.0

    init(seed: UInt64, options: ScenarioOptions) {
        self.seed = Dice.mix(seed, 0xCA57)
        let stories = Story.allCases.filter { options.untidy || !$0.isUntidyOnly }
        urn = stories.flatMap { Array(repeating: $0, count: $0.weight) }
        // Rare stories are told in small scenarios too: the first accounts tell every story once.
        opening = stories
        let missing = max(0, Self.usualLines - options.linesPerAccount) / (Self.usualLines - Self.quietLines)
        quietPermille = Int((min(missing, 1) * 1000).rounded())
        extraImpressionsPermille = Int(max(0, options.linesPerAccount - Self.usualLines) * 1000)
    }

    /// The story of an account; nil for an account that only exists.
    @inline(__always)
    func story(of account: UInt64) -> Story? {
        if account < UInt64(opening.count) { return opening[Int(account)] }
        var dice = Dice(seed: Dice.mix(seed, account))
        return dice.chance(quietPermille) ? nil : urn[dice.below(urn.count)]
    }
}
