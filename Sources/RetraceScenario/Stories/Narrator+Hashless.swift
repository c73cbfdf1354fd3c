import RetraceCore

/// Matches that the log doesn't name the identifier of: the lists that advertisers and partners uploaded tell it.
extension Narrator {
    /// One identifier of the account was on the list.
    func tellHashlessSole() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 150))
        let audience = list(.steady)
        upload(phone, audience, at: before(150, 250))
        // On the list, but not the account's at the time: no candidate.
        if dice.chance(300) { upload(contact(1), audience, at: before(150, 250)) }
        matchSolelyWithoutHash(audience, at: before(250, 350), source)
        // What happens to the list later doesn't end the membership.
        if dice.chance(300) { upload(phone, audience, at: before(350, 400), .reverse) }
        if dice.chance(600) { reach(audience, at: before(400, 1000), source) }
    }

    private func matchSolelyWithoutHash(
        _ audience: Int, _ type: IdentifierType? = nil, at time: Int64, _ source: SourceSet
    ) {
        matchWithoutHash(audience, type, at: time)
        ledger.match(.restricted, at: time, source, audience: audience)
        ledger.soleByMatch(.both, at: time, source, audience: audience)
    }

    /// Two identifiers were on the list, one of them with consent: two match events, and not solely.
    func tellHashlessBoth() {
        let (phone, mail) = (contact(), contact(1))
        let source = hold(phone, restrictedPurpose(), from: before(0, 150))
        let consent = hold(mail, permittedPurpose(), from: before(0, 150))
        let audience = list(.steady)
        upload(phone, audience, at: before(150, 250))
        upload(mail, audience, at: before(150, 250))
        let matched = before(250, 350)
        matchWithoutHash(audience, at: matched)
        ledger.match(.restricted, at: matched, source, audience: audience)
        ledger.match(.permitted, at: matched, consent, audience: audience)
        showInVain(audience, at: before(350, 1000))
    }

    /// Two identifiers of different types were on the list, and the match names the type: the other one is no candidate.
    func tellHashlessNarrowed() {
        let (phone, mail) = (Contact(type: .phone, number: 0), Contact(type: .email, number: 1))
        let source = hold(phone, restrictedPurpose(), from: before(0, 150))
        hold(mail, permittedPurpose(), from: before(0, 150))
        let audience = list(.steady)
        upload(phone, audience, at: before(150, 250))
        upload(mail, audience, at: before(150, 250))
        matchSolelyWithoutHash(audience, .phone, at: before(250, 350), source)
        if dice.chance(600) { reach(audience, at: before(350, 1000), source) }
    }

    /// No identifier of the account was on the list at the time: never, not yet, or no more.
    func tellHashlessWithoutCandidate() {
        let phone = contact()
        hold(phone, restrictedPurpose(), from: before(0, 100))
        let audience = list(.steady)
        if dice.chance(600) {
            upload(phone, audience, at: before(100, 150))
            upload(phone, audience, at: before(150, 200), .reverse)
        }
        if dice.chance(300) { upload(phone, audience, at: before(400, 500)) }
        let matched = before(200, 300)
        matchWithoutHash(audience, at: matched)
        ledger.match(.unattributed, at: matched, .unknown, audience: audience)
        ledger.soleByMatch(.upper, at: matched, .unknown, audience: audience)
        if dice.chance(500) { reach(audience, at: before(500, 600), .unknown, .upper) }
        guard dice.chance(500) else { return }
        matchWithoutHash(audience, at: before(600, 700), .reverse)
        showInVain(audience, at: before(700, 1000))
    }

    /// A removal without a hash ends every membership in the audience, whatever type it names.
    func tellHashlessRemoval() {
        let (phone, mail) = (contact(), contact(1))
        let source = hold(phone, restrictedPurpose(), from: before(0, 100))
        let other = hold(mail, restrictedPurpose(), from: before(0, 100))
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(100, 200), is: .restricted, source)
        matchSolely(mail, audience, at: before(200, 300), is: .restricted, [source, other], its: other)
        reach(audience, at: before(300, 500), [source, other])
        matchWithoutHash(audience, dice.chance(500) ? .email : nil, at: before(500, 600), .reverse)
        showInVain(audience, at: before(600, 1000))
        if dice.chance(300) { showInVain(audience, at: since(0, 1000)) }
    }

    /// A restricted match beside other restricted memberships: it has its own source, and `all` keep the account in.
    private func matchSolely(
        _ contact: Contact, _ audience: Int, at time: Int64, is verdict: Verdict, _ all: SourceSet, its own: SourceSet
    ) {
        match(contact, audience, at: time, is: verdict, own)
        ledger.soleByMatch(Readings(verdict), at: time, all, audience: audience)
    }
}
