import RetraceCore

/// Audiences that were deleted, and those that came back.
extension Narrator {
    private func restrictedContact() -> (Contact, SourceSet) {
        let phone = contact()
        return (phone, hold(phone, restrictedPurpose(), from: before(0, 200)))
    }

    /// The deletion of the audience ended the membership.
    func tellListRetired() {
        let (phone, source) = restrictedContact()
        let audience = list(.retired)
        matchSolely(phone, audience, at: before(200, 350), is: .restricted, source)
        if dice.chance(500) { reach(audience, at: before(350, 500), source) }
        showInVain(audience, at: before(550, 1000))
        if dice.chance(300) { showInVain(audience, at: since(0, 1000)) }
    }

    /// The deletion suspended the membership; it came back with the audience.
    func tellListRevived() {
        let (phone, source) = restrictedContact()
        let audience = list(.revived)
        matchSolely(phone, audience, at: before(200, 350), is: .restricted, source)
        showInVain(audience, at: before(550, 650))
        reach(audience, at: before(700, 1000), source)
    }

    /// Matched into an audience that was deleted at the time: in it only once it came back.
    func tellMatchedWhileDeleted() {
        let (phone, source) = restrictedContact()
        let audience = list(.revived)
        match(phone, audience, at: before(550, 600), is: .restricted, source)
        showInVain(audience, at: before(600, 650))
        let recreated = plan.roster.audiences[audience].recreated
        ledger.soleWithoutMatch(.both, from: recreated, source, audience: audience)
        reach(audience, at: before(700, 1000), source)
    }

    /// The audience came back after the cutoff: ads because of the old membership are reached since, but no new match is.
    func tellListRevivedLate() {
        let (phone, source) = restrictedContact()
        let audience = list(.revivedLate)
        if dice.chance(500) {
            matchSolely(phone, audience, at: before(200, 350), is: .restricted, source)
        } else {
            match(phone, audience, at: before(550, 700), is: .restricted, source)
            let recreated = plan.roster.audiences[audience].recreated
            ledger.soleWithoutMatch(.both, from: recreated, source, audience: audience)
        }
        showInVain(audience, at: before(700, 1000))
        showInVain(audience, at: since(0, 500))
        reach(audience, at: since(550, 1000), source)
    }

    /// The audience was deleted some time after the cutoff.
    func tellListRetiredLate() {
        let (phone, source) = restrictedContact()
        let audience = list(.retiredLate)
        matchSolely(phone, audience, at: before(200, 1000), is: .restricted, source)
        reach(audience, at: since(0, 500), source)
        showInVain(audience, at: since(550, 1000))
    }
}
