/// Writes the history of audiences: decides what an audience is, then notes the lines that show it.
struct AudienceAuthor {
    let products: Int
    let advertisers: Int
    let calendar: ScenarioCalendar
    let untidy: Bool

    /// An audience of a role.
    func audience(_ role: Audience.Role, _ dice: inout Dice) -> Audience {
        guard role != .unnamed else { return Audience(role: role, product: products, advertiser: advertisers) }
        var audience = Audience(role: role, product: dice.below(products), advertiser: dice.below(advertisers))
        if dice.chance(40) { audience.advertiser = advertisers }
        if dice.chance(20) { audience.product = products }
        audience.events.append(birth(of: audience, &dice))
        retire(&audience, &dice)
        revive(&audience, &dice)
        if untidy { blur(&audience, &dice) }
        return audience
    }

    private func birth(of audience: Audience, _ dice: inout Dice) -> Audience.Event {
        Audience.Event(
            time: calendar.before(0, 40, &dice), product: audience.product < products ? audience.product : nil,
            advertiser: audience.advertiser < advertisers ? audience.advertiser : nil)
    }

    private func retire(_ audience: inout Audience, _ dice: inout Dice) {
        switch audience.role {
        case .retired, .revived, .revivedLate: audience.deleted = calendar.before(500, 550, &dice)
        case .retiredLate: audience.deleted = calendar.since(500, 550, &dice)
        default: return
        }
        audience.events.append(Audience.Event(time: audience.deleted, isDelete: true))
    }

    /// A re-creation names the product again, or another one (then that one counts, for all time), or none (then the
    /// first one still counts).
    private func revive(_ audience: inout Audience, _ dice: inout Dice) {
        switch audience.role {
        case .revived: audience.recreated = calendar.before(650, 700, &dice)
        case .revivedLate: audience.recreated = calendar.since(500, 550, &dice)
        default: return
        }
        var event = Audience.Event(time: audience.recreated)
        if dice.chance(600) {
            audience.product = dice.below(products)
            event.product = audience.product
        }
        if dice.chance(600) {
            audience.advertiser = dice.below(advertisers)
            event.advertiser = audience.advertiser
        }
        audience.events.append(event)
    }

    /// Adds lines that change nothing: the same line again, an earlier creation under other names, a deletion and a
    /// creation at one instant where the audience is deleted anyway, and a deletion in the last year that logs know.
    private func blur(_ audience: inout Audience, _ dice: inout Dice) {
        let first = audience.events[0]
        if dice.chance(300) { audience.events.append(first) }
        if dice.chance(300), first.product != nil, first.advertiser != nil {
            let time = first.time - 1 - Int64(dice.below(1000))
            audience.events.append(
                Audience.Event(time: time, product: dice.below(products), advertiser: dice.below(advertisers)))
        }
        if dice.chance(500), audience.deleted != 0 {
            audience.events.append(Audience.Event(time: audience.deleted))
        }
        if dice.chance(100) {
            audience.events.append(Audience.Event(time: ScenarioCalendar.posterity, isDelete: true))
        }
    }
}
