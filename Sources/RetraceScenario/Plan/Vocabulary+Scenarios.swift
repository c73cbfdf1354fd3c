import RetraceCore

extension Vocabulary {
    /// Two products, both kinds of identifier, a cutoff at midnight UTC, a policy without nested prefixes.
    static let tailoredAndPartnerAudiences2019 = Vocabulary(
        purposes: [
            "functional.service.profile",
            "marketing.advertising.first_party",
            "essential.service.security.two_factor",
            "essential.service.security.account_recovery",
            "essential.service.security.reauthentication",
            "functional.service.support",
            "personalize.content.recommendations",
        ],
        products: [
            Product(name: "tailored_audiences", isPartners: false),
            Product(name: "partner_audiences", isPartners: true),
        ],
        permittedPrefixes: ["functional.service.profile", "marketing.advertising"],
        restrictedPrefixes: ["essential.service.security"],
        cutoffText: "2019-09-17",
        cutoffTimeZone: "UTC",
        cutoff: Instant(milliseconds: 1_568_678_400_000),
        phonePermille: 600,
        summary: """
            E-mail addresses and phone numbers that people had given for account security alone were matched to the
            lists of advertisers (tailored audiences) and of data partners (partner audiences). The fault was fixed on
            17 September 2019; a few matches leaked through after the fix, and some ads went on through old memberships.
            """)

    /// Four products, more sources, a cutoff that is not midnight UTC, and a policy with prefixes inside prefixes: a
    /// contact list that its owner shared for ads is permitted although contact sync as such is restricted, and an
    /// opt-out is restricted although marketing is permitted.
    static let contactSources2018 = Vocabulary(
        purposes: [
            "functional.service.profile.contact_info",
            "functional.social.contact_sync.own_list.ads_consent",
            "marketing.custom_audiences",
            "essential.service.security.two_factor",
            "essential.service.security.login_alerts",
            "essential.service.security.account_recovery",
            "functional.social.contact_sync.friends_list",
            "functional.social.contact_sync.own_list",
            "marketing.opt_out",
            "functional.social.invitations",
            "analytics.reporting.ad_performance",
            "functional.payments",
        ],
        products: [
            Product(name: "custom_audiences", isPartners: false),
            Product(name: "customer_file_lookalikes", isPartners: false),
            Product(name: "partner_categories", isPartners: true),
            Product(name: "managed_custom_audiences", isPartners: true),
        ],
        permittedPrefixes: [
            "functional.service.profile", "functional.social.contact_sync.own_list.ads_consent", "marketing",
        ],
        restrictedPrefixes: ["essential", "functional.social.contact_sync", "marketing.opt_out"],
        cutoffText: "2018-10-08",
        cutoffTimeZone: "America/Los_Angeles",
        cutoff: Instant(milliseconds: 1_538_982_000_000),
        phonePermille: 850,
        summary: """
            Phone numbers (and some e-mail addresses) that people had given for account security, and numbers that
            friends' contact sync had uploaded without them, were used to build custom audiences. The fault was fixed
            at midnight in California on 8 October 2018 (07:00 UTC); a few matches leaked through after the fix.
            """)
}
