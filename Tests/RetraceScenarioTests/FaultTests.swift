import RetraceCore
import Testing

@testable import RetraceScenario

/// Bad lines stay one line each, and good ones are good.
struct FaultTests {
    private let plan = ScenarioPlan(ScenarioOptions(scenario: .contactSources2018, untidy: true))

    @Test
    func badLinesAreOneLineEach() throws {
        let face = AccountFace(identity: plan.identity)
        face.become(7, large: true)
        let (catalog, speller) = (FaultCatalog(), UntidyFields(plan: plan, face: face))
        var dice = Dice(seed: 1)
        for _ in 0..<20_000 {
            var draft = Draft(LogStream.allCases[dice.below(7)], at: plan.calendar.anyTime(&dice))
            draft.type = .phone
            draft.contact = 0
            draft.audience = 3
            draft.purpose = 2
            let line = catalog.pick(draft, &dice).line(speller.fields(draft, &dice), &dice)
            #expect(!line.contains(0x0A))
            #expect(LogReader.lines(line).count == 1)
        }
    }

    @Test
    func everySpellingOfATimeIsThatTime() throws {
        var dice = Dice(seed: 2)
        for round in 0..<20_000 {
            var time = plan.calendar.anyTime(&dice)
            if round % 3 == 0 { time -= time % 1000 }
            if round % 50 == 0 { time = round % 100 == 0 ? ScenarioCalendar.antiquity : ScenarioCalendar.posterity }
            let text = TimeSpelling.any(time, &dice)
            if text.first == UInt8(ascii: "\"") {
                #expect(Timestamp.parse(Array(text.dropFirst().dropLast()))?.milliseconds == time)
            } else {
                #expect(Int64(String(decoding: text, as: UTF8.self)) == time)
            }
        }
    }

    @Test
    func faultyTimesAreNone() {
        for case .value("ts", let value) in FaultyTimes.wrong where value.first == UInt8(ascii: "\"") {
            let text = Array(value.dropFirst().dropLast())
            #expect(Timestamp.parse(text) == nil, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}
