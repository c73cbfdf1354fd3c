import RetraceCore

/// Purposes of every class, and policies that have prefixes inside of prefixes.
enum RandomPurposes {
    /// Under the usual policy: permitted, restricted, under a longer prefix of the other list, and unclassified, among them
    /// some that begin like a prefix but not with its whole segments.
    private static let all: [LogText] = [
        "essential.service.security.two_factor", "essential.service.security.account_recovery",
        "essential.service.security", "essential.service.security.two_factor.marketing.sms",
        permitted, "marketing.advertising.third_party.fraud",
        "functional.service.profile", "essential.service.securityx.two_factor", "essential.service", "marketing",
        "unknown", "caf\u{E9}", "cafe\u{301}", "essential.service.security.", "a \"quoted\" \\ purpose",
    ]

    private static let permitted: LogText = "marketing.advertising.first_party"

    /// A few purposes. A restricted one is among them, as most counts need one, and often a permitted one, as it blocks them.
    static func some(using random: inout SplitMix64) -> [LogText] {
        let others = all.dropFirst().shuffled(using: &random).prefix(random.pick([0, 1, 2, 4, 6]))
        return Array(repeating: all[0], count: random.number(1...3)) + (random.chance(60) ? [permitted] : []) + others
    }

    /// Most often the usual policy, else one that lacks something.
    static func policy(using random: inout SplitMix64) -> Policy {
        let permitted = ["marketing.advertising", "essential.service.security.two_factor.marketing"]
        let restricted = ["essential.service.security", "marketing.advertising.third_party.fraud"]
        let policy =
            switch random.number(0...9) {
            case 0: Policy(permitted: [], restricted: restricted)
            case 1: Policy(permitted: permitted, restricted: [])
            case 2: Policy(permitted: permitted + ["functional"], restricted: restricted + ["essential"])
            default: Policy(permitted: permitted, restricted: restricted)
            }
        guard let policy else { preconditionFailure("A prefix stands in both lists.") }
        return policy
    }
}
