import Testing

@Suite struct PolicyCommandTests {
    @Test func saysWhichPrefixDecides() throws {
        let outcome = try Program.run([
            "policy", "explain", "essential.service.security.two_factor", "marketing.contact_sync",
            "marketing_research",
            "--policy-preset", "contact-sources-2018",
        ])
        #expect(outcome.status == 0)
        #expect(
            outcome.text == """
                essential.service.security.two_factor: restricted, because of essential
                marketing.contact_sync: permitted, because of marketing
                marketing_research: unclassified, as no prefix covers it

                """)
    }

    @Test func aPresetServesAReplay() throws {
        let workspace = try Workspace.example()
        let arguments = ["replay", workspace.path("logs"), "--cutoff", "2019-09-17", "--format", "json"]
        let expected = try workspace.replayJSON()
        let outcome = try Program.run(arguments + ["--policy-preset", "security-only-2019"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output == expected.output)
        #expect(try Program.run(arguments).status == 64)
        #expect(try Program.run(arguments + ["--policy-preset", "no-such-one"]).status == 64)
    }
}
