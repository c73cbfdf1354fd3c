import RetraceScenario
import Testing

/// The same options give the same bytes.
struct DeterminismTests {
    @Test(arguments: scenarioForms)
    func threadsChangeNoByte(_ scenario: ScenarioName, _ untidy: Bool) throws {
        var options = ScenarioOptions(scenario: scenario, accounts: 700, seed: 5, shards: 20, untidy: untidy)
        let alone = try ScenarioFolder(options).contents()
        for threads in [2, 5] {
            options.threads = threads
            #expect(try ScenarioFolder(options).contents() == alone, "\(threads) threads")
        }
    }

    @Test
    func seedsDiffer() throws {
        var options = ScenarioOptions(scenario: .tailoredAndPartnerAudiences2019, accounts: 200, seed: 1)
        let one = try ScenarioFolder(options).contents()
        options.seed = 2
        #expect(try ScenarioFolder(options).contents() != one)
    }

    @Test
    func shardsChangeFilesOnly() throws {
        var options = ScenarioOptions(scenario: .contactSources2018, accounts: 500, shards: 1)
        let one = try ScenarioFolder(options).truth()
        options.shards = 64
        let many = try ScenarioFolder(options).truth()
        #expect(one.counts == many.counts)
        #expect(one.breakdowns == many.breakdowns)
        #expect(one.timeline == many.timeline)
        #expect(one.verdicts == many.verdicts)
    }
}
