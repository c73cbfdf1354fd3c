import RetraceCore
import Testing

/// The longest prefix decides.
@Suite struct PolicyTests {
    @Test(
        arguments: [
            ("marketing", .permitted, "marketing"), ("marketing.advertising.first_party", .permitted, "marketing"),
            ("marketing.contact_sync", .restricted, "marketing.contact_sync"),
            ("marketing.contact_sync.phone", .restricted, "marketing.contact_sync"),
            ("marketing.contact_sync.phone.asked", .permitted, "marketing.contact_sync.phone.asked"),
            ("marketing_research", .unclassified, nil), ("essential.service", .unclassified, nil),
            ("essential.service.security", .restricted, "essential.service.security"),
            ("essential.service.security_survey", .unclassified, nil), ("Marketing", .unclassified, nil),
            ("marketing.", .permitted, "marketing"),
            (".marketing", .unclassified, nil), (" marketing", .unclassified, nil),
        ] as [(String, Policy.Classification, String?)])
    func longestPrefixDecides(purpose: String, classification: Policy.Classification, prefix: String?) throws {
        let policy = try #require(
            Policy(
                permitted: ["marketing", "marketing.contact_sync.phone.asked"],
                restricted: ["essential.service.security", "marketing.contact_sync"]))
        let found = policy.explain(purpose.utf8)
        #expect(found.classification == classification && found.prefix == prefix)
        #expect(policy.classification(of: purpose.utf8) == classification)
    }

    @Test func prefixInBothListsIsNoPolicy() {
        #expect(Policy(permitted: ["a", "b"], restricted: ["b"]) == nil)
        #expect(Policy(permitted: ["a", "a"], restricted: ["a.b"])?.permitted == ["a"])
        // The same character in two forms of Unicode is not the same text.
        #expect(Policy(permitted: ["\u{E9}"], restricted: ["e\u{301}"]) != nil)
    }
}
