import RetraceCase
import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct ExplainTests {
    private let maker: CaseMaker
    private let evidence: RandomEvidence

    /// One account that was matched and reached through a number given for security, and one that is only at risk.
    init() throws {
        maker = try CaseMaker()
        var evidence = RandomEvidence(seed: 1, partitions: 1, accounts: 0)
        let texts = evidence.texts
        func time(_ day: Int64) -> Instant {
            Instant(milliseconds: evidence.cutoff.milliseconds + day * 86_400_000)
        }
        let hash = withUnsafeBytes(of: (UInt64.max, UInt64.max, UInt64.max, UInt64(0x1FA4_0000_0000_0000))) {
            IdentifierHash(bytes: $0.baseAddress!)
        }
        var reached = EvidenceSketch("eve\u{202E}", person: "p", country: "FR")
        reached.sourceSets.append([SourceCell(purpose: texts.id("essential.security"), type: .phone)])
        reached.events = [
            EvidenceEvent(
                kind: .identifier, instant: time(-9), file: 1, line: 3, text: texts.id("essential.security"),
                hash: hash, type: .phone, decides: CountMask(.atRisk, .before, .lower)),
            EvidenceEvent(
                kind: .match, instant: time(-8), file: 0, line: 7, text: texts.id("A17"), hash: hash, type: .phone,
                verdict: .restricted, sourceSet: 1, decides: CountMask(.matched, .before, .lower)),
            EvidenceEvent(
                kind: .impression, instant: time(-7), file: 0, line: 9, text: texts.id("A17"), country: texts.id("FR")),
        ]
        reached.put(.atRisk, time(-9), .distantFuture)
        reached.put(.matched, time(-8), time(-8))
        reached.put(.solelyMatched, time(-8), time(-8))
        reached.put(.reached, time(-7), time(-7))
        var risk = EvidenceSketch("at risk")
        risk.put(.atRisk, time(1), .distantFuture, [.upper])
        evidence.partitions = [[reached, risk]]
        self.evidence = evidence
        try maker.write(evidence, to: "a.retrace")
    }

    private func explain(_ id: String, showsIdentifiers: Bool = false) throws -> Explanation {
        try CaseExplainer(CaseReader(path: maker.path("a.retrace")), showsIdentifiers: showsIdentifiers).explain(id)
    }

    private func reason(_ explanation: Explanation, _ count: String, _ side: String, _ bound: String) -> String? {
        explanation.counts.first { $0.count == count && $0.side == side && $0.bound == bound }?.reason
    }

    @Test func linesAreToldWithTheirPlaces() throws {
        let entries = try explain("eve\u{202E}").timeline
        #expect(
            entries.map { "\($0.file):\($0.line)" } == [
                "identifiers/b.jsonl:3", "matches/a.jsonl:7", "matches/a.jsonl:9",
            ])
        #expect(entries[0].text == "gave phone number …a41f for essential.security")
        #expect(entries[0].decides == ["at_risk before (lower)"])
        #expect(entries[1].text == "matched to audience A17 of advertiser 9 (product) through phone number …a41f")
        #expect(entries[1].verdict == "restricted")
        #expect(
            entries[1].because
                == "it was then held for essential.security and nothing else, which the policy restricts (essential)")
        #expect(entries[2].text == "was shown an ad for audience A17 of advertiser 9 (product) in FR")
    }

    @Test func identifiersAreShownWholeOnlyWhenAsked() throws {
        let whole = String(repeating: "f", count: 48) + "000000000000a41f"
        #expect(try !ExplanationText.text(explain("eve\u{202E}")).contains(whole))
        #expect(try explain("eve\u{202E}", showsIdentifiers: true).timeline[0].text.contains(whole))
    }

    @Test func everyCountIsGivenItsReason() throws {
        let explanation = try explain("eve\u{202E}")
        #expect(explanation.counts.count == 20)
        #expect(
            reason(explanation, "reached", "before", "lower")
                == "it was shown an ad for an audience that nothing but such a match kept it in, first at "
                + "2019-09-10T00:00:00.000Z")
        #expect(
            reason(explanation, "at_risk", "since", "lower")
                == "it had given an identifier for restricted purposes alone, and it still was so when the logs end")
        #expect(
            reason(explanation, "reached", "since", "lower")
                == "the last time was 2019-09-10T00:00:00.000Z, before the cutoff")
        #expect(reason(explanation, "disclosed", "before", "lower") == "none of its lines is a disclosure")
        let risk = try explain("at risk")
        #expect(
            reason(risk, "at_risk", "before", "upper")
                == "the first time was 2019-09-18T00:00:00.000Z, not before the cutoff")
        #expect(reason(risk, "at_risk", "since", "lower")?.contains("the logs leave it open") == true)
        #expect(risk.remarks.count == 1)
    }

    /// Whether an account is said to be in a count is what the definitions say, for every account.
    @Test func membershipsAgreeWithTheInstants() throws {
        let random = RandomEvidence(seed: 11)
        try maker.write(random, to: "b.retrace")
        let explainer = try CaseExplainer(CaseReader(path: maker.path("b.retrace")))
        for sketch in random.partitions.joined() {
            var mask: CountMask = []
            for told in try explainer.explain(sketch.account).counts where told.isIn {
                let count = try #require(CountKind.allCases.first { $0.name == told.count })
                mask.insert(
                    CountMask(count, told.side == "before" ? .before : .since, told.bound == "lower" ? .lower : .upper))
            }
            #expect(mask == sketch.mask(cutoff: random.cutoff))
        }
    }

    @Test func aStrangerIsInNoCount() throws {
        let explanation = try explain("nobody")
        #expect(!explanation.isKnown && explanation.counts.allSatisfy { !$0.isIn })
        #expect(ExplanationText.text(explanation).contains("The account is in no count."))
    }

    @Test func marksOfDirectionAreEscaped() throws {
        let text = try ExplanationText.text(explain("eve\u{202E}"))
        #expect(text.contains("Account eve\\u{202e} (person p; lives in FR)"))
        #expect(!text.contains("\u{202E}"))
    }
}
