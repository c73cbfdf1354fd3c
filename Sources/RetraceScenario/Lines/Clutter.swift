import RetraceCore

/// What makes logs untidy: every spelling of a good line, and the lines that come with it and change no count.
final class Clutter {
    private let plan: ScenarioPlan
    private let speller: UntidyFields
    private let faults = FaultCatalog()
    private var dice = Dice(seed: 0)

    init(plan: ScenarioPlan, face: AccountFace) {
        self.plan = plan
        speller = UntidyFields(plan: plan, face: face)
    }

    /// Turns to an account.
    func turn(seed: UInt64) { dice = Dice(seed: seed) }

    /// The bytes of a good line, its end included.
    func line(_ draft: Draft) -> [UInt8] {
        UntidyLine.object(speller.fields(draft, &dice), &dice) + UntidyLine.end(&dice)
    }

    /// Now and then, a bad line that would be a good one like `draft` but for one fault.
    func badLine(like draft: Draft) -> [UInt8]? {
        guard dice.chance(40) else { return nil }
        return faults.pick(draft, &dice).line(speller.fields(draft, &dice), &dice) + UntidyLine.end(&dice)
    }

    /// Now and then, white space, which is no line.
    func blankLine() -> [UInt8]? {
        guard dice.chance(15) else { return nil }
        return Array(dice.pick(["", " ", "\t", "  \t  "]).utf8) + UntidyLine.end(&dice)
    }

    /// Now and then, a good line that says what another one has said: where there are no event ids, saying it twice
    /// changes nothing, and is no duplicate.
    func sameAgain(_ draft: Draft) -> Draft? {
        switch draft.stream {
        case .identifiers, .uploads, .audiences, .accounts: dice.chance(20) ? draft : nil
        default: nil
        }
    }

    /// Now and then, another line of the same event, which loses against `draft`: later, or at the same time and larger.
    func duplicate(of draft: Draft) -> Draft? {
        guard draft.event != 0, let time = draft.time, dice.chance(50) else { return nil }
        var copy = draft
        switch dice.below(4) {
        case 0: break
        case 1:
            copy.time = time + 1
            confuse(&copy)
        case 2:
            copy.time = time + Int64(dice.below(300_000_000))
            if copy.time == time || copy.time ?? .max >= plan.calendar.end { copy.time = time } else { confuse(&copy) }
        default: enlarge(&copy)
        }
        return copy
    }

    /// Makes a later copy say something else.
    private func confuse(_ copy: inout Draft) {
        switch copy.stream {
        case .matches:
            copy.audience = dice.below(plan.roster.audiences.count)
            copy.contact = dice.chance(300) ? -1 : dice.below(Contact.countMax)
            copy.action = dice.chance(500) ? .standard : .reverse
        case .impressions:
            copy.secondAudience = copy.audience
            copy.audience = dice.below(plan.roster.audiences.count)
            copy.country = dice.below(Residence.countries.count)
        default:
            copy.contact = dice.below(Contact.countMax)
            copy.type = nil
        }
    }

    /// Makes a copy of the same time larger: the first field that differs, in the order of the model's table, has larger
    /// bytes, or is there while the original lacks it.
    private func enlarge(_ copy: inout Draft) {
        switch copy.stream {
        case .matches: enlargeMatch(&copy)
        case .impressions:
            // Only a list of one stays comparable: element by element, then what follows.
            if copy.audience >= 0, copy.audience + 1 < plan.roster.audiences.count, dice.chance(500) {
                copy.audience += 1
                copy.secondAudience = dice.below(plan.roster.audiences.count)
            } else if copy.other == 0 {
                copy.other = 7_000_000
            } else if copy.country < 0 {
                copy.country = dice.below(Residence.countries.count)
            }
        default:
            copy.other += 1
            copy.contact = dice.below(Contact.countMax)
        }
    }

    private func enlargeMatch(_ copy: inout Draft) {
        let next = copy.audience + 1
        if next < plan.roster.audiences.count, dice.chance(500) {
            copy.audience = next + dice.below(plan.roster.audiences.count - next)
            copy.contact = dice.below(Contact.countMax)
        } else if copy.type == nil, copy.contact >= 0 {
            copy.type = .email
            copy.contact = dice.below(Contact.countMax)
        } else if copy.action == .standard {
            copy.action = .reverse
        }
    }
}
