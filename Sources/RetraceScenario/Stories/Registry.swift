import RetraceCore

/// Writes who owns an account and where that person lives.
final class Registry {
    private let plan: ScenarioPlan
    private let desk: LogDesk

    init(plan: ScenarioPlan, desk: LogDesk) {
        self.plan = plan
        self.desk = desk
    }

    /// Posts the lines of an account that belongs to a person; returns the cell of residence. Of accounts whose owner has
    /// no other, some name no person and a few have no line at all: then the account is a person of its own, which
    /// counts alike.
    func register(person: UInt64, isShared: Bool, _ dice: inout Dice) -> Int {
        let fate = isShared ? 1000 : dice.below(1000)
        guard fate >= 30 else { return Ledger.unknownResidence }
        var draft = Draft(.accounts, at: plan.calendar.before(0, 300, &dice))
        if fate >= 150 { draft.other = plan.identity.person(person) }
        if !dice.chance(20) { draft.residence = dice.pick(Residence.urn) }
        if plan.options.untidy { postHistory(&draft, &dice) }
        desk.post(draft)
        return draft.residence >= 0 ? draft.residence : Ledger.unknownResidence
    }

    /// Posts lines that the one in `draft` overrides: earlier ones, ones without a time, and ones of the same time that
    /// are larger as bytes. May change when `draft` was.
    private func postHistory(_ draft: inout Draft, _ dice: inout Dice) {
        let place = dice.below(10)
        guard place < 5 else { return }
        var older = draft
        older.residence = dice.pick(Residence.urn)
        older.other = plan.identity.person(UInt64(dice.below(1_000_000)))
        switch place {
        case 0: older.time = (draft.time ?? 0) - 1 - Int64(dice.below(100_000_000))
        case 1: older.time = nil
        case 2: older.other = draft.other + 1 + UInt64(dice.below(1000))
        case 3: draft.time = ScenarioCalendar.posterity
        default:
            // The only line of the account, and it has no time.
            draft.time = nil
            return
        }
        desk.post(older)
    }
}
