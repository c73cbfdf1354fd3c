/// A policy that comes with the program, by name.
public enum PolicyPreset: String, CaseIterable, Sendable {
    /// Two-factor and recovery data matched with uploaded lists: what was given for security alone is restricted.
    case securityOnly2019 = "security-only-2019"
    /// As in 2018, when numbers also came from other people's address books: security, contact sync and opt-outs.
    case contactSources2018 = "contact-sources-2018"
    /// Only what was given for advertising permits it: everything else that the Fides taxonomy names is restricted.
    case consentOnly = "consent-only"

    /// What it is for, in a sentence.
    public var summary: String {
        switch self {
        case .securityOnly2019: "data given for security is restricted, profile and marketing data permitted"
        case .contactSources2018: "essential services, synced contacts and opt-outs are restricted, marketing permitted"
        case .consentOnly: "only data given for advertising is permitted, all other services are restricted"
        }
    }

    /// The policy.
    public var policy: Policy {
        guard let policy = Policy(permitted: lists.permitted, restricted: lists.restricted) else {
            preconditionFailure("a preset has a prefix in both lists")
        }
        return policy
    }

    private var lists: (permitted: [String], restricted: [String]) {
        switch self {
        case .securityOnly2019:
            (["functional.service.profile", "marketing.advertising"], ["essential.service.security"])
        case .contactSources2018:
            (
                ["functional.service.profile", "functional.social.contact_sync.own_list.ads_consent", "marketing"],
                ["essential", "functional.social.contact_sync", "marketing.opt_out"]
            )
        case .consentOnly:
            (
                ["marketing.advertising"],
                ["analytics", "collect", "essential", "finance", "functional", "marketing.opt_out", "personalize"]
            )
        }
    }
}
