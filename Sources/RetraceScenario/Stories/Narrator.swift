import RetraceCore

/// Tells the stories of accounts, one account at a time: posts the lines that show what happened, and says in the ledger
/// what that means. Stories are methods; the plain verbs below post lines and say nothing.
final class Narrator {
    let plan: ScenarioPlan
    let calendar: ScenarioCalendar
    let vocabulary: Vocabulary
    let desk: LogDesk
    let ledger: Ledger
    /// Draws of the account at hand.
    var dice = Dice(seed: 0)
    /// The place in the table of countries that most impressions of the account at hand come from.
    var homeCountry = 0

    init(plan: ScenarioPlan, desk: LogDesk, ledger: Ledger) {
        self.plan = plan
        calendar = plan.calendar
        vocabulary = plan.vocabulary
        self.desk = desk
        self.ledger = ledger
    }

    // MARK: Draws

    /// See ``ScenarioCalendar/before(_:_:_:)``.
    @inline(__always)
    func before(_ from: Int, _ to: Int) -> Int64 { calendar.before(from, to, &dice) }

    /// See ``ScenarioCalendar/since(_:_:_:)``.
    @inline(__always)
    func since(_ from: Int, _ to: Int) -> Int64 { calendar.since(from, to, &dice) }

    /// An audience of a role.
    @inline(__always)
    func list(_ role: Audience.Role) -> Int { plan.roster.pick(role, &dice) }

    /// An identifier such as people give for security.
    @inline(__always)
    func contact(_ number: Int = 0) -> Contact {
        Contact(type: dice.chance(vocabulary.phonePermille) ? .phone : .email, number: number)
    }

    func restrictedPurpose() -> Int { dice.pick(vocabulary.restricted) }
    func permittedPurpose() -> Int { dice.pick(vocabulary.permitted) }
    func unclassifiedPurpose() -> Int { dice.pick(vocabulary.unclassified) }

    // MARK: Lines about identifiers and lists

    /// The account gave an identifier for a purpose.
    @inline(__always)
    func give(_ contact: Contact, _ purpose: Int, at time: Int64) {
        var draft = Draft(.identifiers, at: time)
        draft.type = contact.type
        draft.contact = contact.number
        draft.purpose = purpose
        desk.post(draft)
    }

    /// The account took an identifier back, for one purpose or (nil) for all.
    func takeBack(_ contact: Contact, _ purpose: Int?, at time: Int64) {
        var draft = Draft(.identifiers, at: time)
        draft.type = contact.type
        draft.contact = contact.number
        draft.purpose = purpose ?? -1
        draft.action = .reverse
        desk.post(draft)
    }

    /// An advertiser or partner put the identifier on a list, or took it off.
    func upload(_ contact: Contact, _ list: Int, at time: Int64, _ action: Draft.Action = .standard) {
        var draft = Draft(.uploads, at: time)
        draft.type = contact.type
        draft.contact = contact.number
        draft.audience = list
        draft.action = action
        desk.post(draft)
    }

    // MARK: Lines about matches

    /// The matcher put the account into an audience because of an identifier, or ended that.
    @inline(__always)
    func match(_ contact: Contact, _ list: Int, at time: Int64, _ action: Draft.Action = .standard) {
        desk.post(matchDraft(contact, list, at: time, action))
    }

    /// The same line as ``match(_:_:at:_:)`` writes, to be posted otherwise.
    @inline(__always)
    func matchDraft(_ contact: Contact, _ list: Int, at time: Int64, _ action: Draft.Action) -> Draft {
        var draft = Draft(.matches, at: time)
        // The type says nothing about a match with a hash; many logs leave it out.
        draft.type = dice.chance(700) ? contact.type : nil
        draft.contact = contact.number
        draft.audience = list
        draft.action = action
        return draft
    }

    /// The matcher put the account into an audience, or took it out, and did not log which identifier it was.
    func matchWithoutHash(
        _ list: Int, _ type: IdentifierType? = nil, at time: Int64, _ action: Draft.Action = .standard
    ) {
        var draft = Draft(.matches, at: time)
        draft.type = type
        draft.audience = list
        draft.action = action
        desk.post(draft)
    }

    // MARK: Lines about ads and disclosures

    /// An ad was served that names an audience, and often another that the account was never matched into. Returns the
    /// cell of the country.
    @discardableResult @inline(__always)
    func show(_ list: Int, at time: Int64) -> Int {
        var draft = Draft(.impressions, at: time)
        draft.audience = list
        if dice.chance(300) {
            draft.secondAudience = self.list(.background)
            if dice.chance(500) { swap(&draft.audience, &draft.secondAudience) }
        }
        return show(&draft)
    }

    /// An ad was served that names no audience.
    func showToAll(at time: Int64) {
        var draft = Draft(.impressions, at: time)
        show(&draft)
    }

    @discardableResult @inline(__always)
    private func show(_ draft: inout Draft) -> Int {
        if dice.chance(950) { draft.other = 7_000_000 + UInt64(dice.below(90_000)) }
        let place = dice.below(1000)
        if place < 970 { draft.country = place < 900 ? homeCountry : dice.below(Residence.countries.count) }
        desk.post(draft)
        return draft.country >= 0 ? draft.country : Ledger.unknownCountry
    }

    /// Data about the account went to a partner because of an identifier.
    func disclose(_ contact: Contact, at time: Int64) {
        var draft = Draft(.disclosures, at: time)
        draft.type = dice.chance(800) ? contact.type : nil
        draft.contact = contact.number
        draft.other = AudienceRoster.partnerID(dice.below(AudienceRoster.partners))
        desk.post(draft)
    }
}
