import RetraceCore
import RetraceScenario
import RetraceStatistics
import Testing

/// The truth obeys what the definitions imply, and shows everything that a scenario is made for.
struct TruthTests {
    private func truth(_ scenario: ScenarioName, _ untidy: Bool, accounts: UInt64 = 1500) throws -> ReplayResult {
        let options = ScenarioOptions(scenario: scenario, accounts: accounts, seed: 9, untidy: untidy, threads: 2)
        return try ScenarioFolder(options).truth()
    }

    @Test(arguments: scenarioForms)
    func countsNestBeforeTheCutoff(_ scenario: ScenarioName, _ untidy: Bool) throws {
        let truth = try truth(scenario, untidy)
        let persons = try #require(truth.counts.persons)
        for unit in [truth.counts.accounts, persons] {
            let before = unit.before
            for reading in [\Bounds.lower, \Bounds.upper] {
                let chain = [before.atRisk, before.matched, before.solelyMatched, before.reached].map {
                    $0[keyPath: reading]
                }
                #expect(chain == chain.sorted(by: >))
                #expect(before.disclosed[keyPath: reading] <= before.atRisk[keyPath: reading])
            }
        }
        for kind in CountKind.allCases {
            for side in Side.allCases {
                let accounts = truth.counts.accounts[side][kind]
                #expect(accounts.lower <= accounts.upper)
                #expect(persons[side][kind].upper <= accounts.upper)
            }
        }
    }

    @Test(arguments: scenarioForms)
    func everythingOccurs(_ scenario: ScenarioName, _ untidy: Bool) throws {
        let truth = try truth(scenario, untidy, accounts: 600)
        for verdict in truth.verdicts.before.listed { #expect(truth.verdicts.before[verdict] > 0, "\(verdict)") }
        for kind in CountKind.allCases {
            for side in Side.allCases { #expect(truth.counts.accounts[side][kind].lower > 0, "\(kind) \(side)") }
        }
        let persons = try #require(truth.counts.persons)
        #expect(persons.before.atRisk.lower < truth.counts.accounts.before.atRisk.lower)
        #expect(truth.breakdowns.product.count > 2)
        #expect(truth.breakdowns.residence.contains { $0.country == "unknown" })
        #expect(truth.breakdowns.country.contains { $0.country == "unknown" })
        #expect(truth.breakdowns.source.contains { $0.purpose == "unknown" })
    }

    @Test(arguments: scenarioForms)
    func monthsAndResidencesAddUp(_ scenario: ScenarioName, _ untidy: Bool) throws {
        let truth = try truth(scenario, untidy)
        for side in Side.allCases {
            for kind in CountKind.allCases {
                let total = truth.counts.accounts[side][kind].upper
                let months = truth.breakdowns.month.map { (side == .before ? $0.before : $0.since)[kind].upper }
                let places = truth.breakdowns.residence.map { (side == .before ? $0.before : $0.since)[kind].upper }
                #expect(months.reduce(0, +) == total, "\(kind) \(side)")
                #expect(places.reduce(0, +) == total, "\(kind) \(side)")
            }
        }
    }

    @Test(arguments: [false, true])
    func daysBeforeMidnightAddUp(_ untidy: Bool) throws {
        let truth = try truth(.tailoredAndPartnerAudiences2019, untidy)
        let days = truth.timeline.filter { $0.day < "2019-09-17" }
        for kind in CountKind.allCases {
            let sum = days.map { $0.accounts[kind].lower }.reduce(0, +)
            #expect(sum == truth.counts.accounts.before[kind].lower, "\(kind)")
        }
    }
}
