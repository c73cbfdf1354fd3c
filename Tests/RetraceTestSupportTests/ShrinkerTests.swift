import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct ShrinkerTests {
    @Test func leavesOutEveryLineThatTheFailureDoesNotNeed() {
        let logs = RandomLogSet.make(seed: 9)
        func fails(_ logs: LogSet) -> Bool {
            logs.lines(of: .identifiers).count >= 2 && logs.lines(of: .matches).count >= 1
        }
        #expect(fails(logs))
        let smallest = Shrinker.minimal(logs, where: fails)
        #expect(
            smallest.lines.map(\.stream).sorted { $0.rawValue < $1.rawValue } == [.identifiers, .identifiers, .matches])
        #expect(smallest.streams == [.identifiers, .matches])
        #expect(smallest.seed == 9)
    }

    @Test func aFailureThatNeedsNoLineHasNone() {
        #expect(Shrinker.minimal(RandomLogSet.make(seed: 1)) { _ in true }.lines.isEmpty)
    }

    @Test func searchShowsTheSeedAndTheLines() {
        let found = Shrinker.counterexample(seeds: 0..<50) { !$0.lines(of: .disclosures).isEmpty }
        #expect(found?.hasPrefix("seed ") == true)
        #expect(found?.contains("disclosures:\n  ") == true)
        #expect(Shrinker.counterexample(seeds: 0..<5) { _ in false } == nil)
    }

    @Test func theDumpIsJSONInTheOrderOfTime() {
        let text = Shrinker.dump(Hand.logs(.give(4), .withdraw(2, nil)))
        let hash = LogText.hash(1).string
        #expect(
            text == """
                seed 0
                cutoff 2019-09-17T00:00:00.000Z
                permitted ["marketing.advertising"]
                restricted ["essential.service.security"]
                identifiers:
                  {"ts":"2019-09-02T00:00:00.000Z","account_id":"a","id_type":"phone","id_hash":"\(hash)","action":"remove"}
                  {"ts":"2019-09-04T00:00:00.000Z","account_id":"a","id_type":"phone","id_hash":"\(hash)",\
                "purpose":"essential.service.security.two_factor","action":"add"}
                matches:

                """)
    }
}
