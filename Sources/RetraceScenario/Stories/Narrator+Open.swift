import RetraceCore

/// Verdicts that the logs leave open: nothing of this is in the lower counts unless it says so.
extension Narrator {
    /// Given for a purpose that the policy doesn't know.
    func tellUnclassified() {
        let phone = contact()
        let source = hold(phone, unclassifiedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        let isLate = dice.chance(200)
        matchSolely(phone, audience, at: isLate ? since(0, 300) : before(200, 350), is: .unclassified, source)
        if !isLate, dice.chance(600) { reach(audience, at: before(350, 1000), source, .upper) }
        if dice.chance(200) { reach(audience, at: since(300, 1000), source, .upper) }
    }

    /// Given for security, then also for a purpose that the policy doesn't know: at risk for certain until then, and
    /// perhaps after.
    func tellMixed() {
        let phone = contact()
        let (security, other) = (restrictedPurpose(), unclassifiedPurpose())
        let (given, widened) = (before(0, 100), before(100, 200))
        give(phone, security, at: given)
        give(phone, other, at: widened)
        let restricted = SourceSet(phone.type, security)
        let source: SourceSet = [restricted, SourceSet(phone.type, other)]
        ledger.holding(restricted, .both, from: given, until: widened)
        ledger.holding(source, .upper, from: widened)
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 350), is: .unclassified, source)
        if dice.chance(600) { reach(audience, at: before(350, 1000), source, .upper) }
    }

    /// Given for security alone, taken back, and matched all the same.
    func tellStale() {
        tellMatchAfterTakingBack(restrictedPurpose())
    }

    /// Given with consent, taken back, and matched all the same.
    func tellStalePermitted() {
        tellMatchAfterTakingBack(permittedPurpose())
    }

    private func tellMatchAfterTakingBack(_ purpose: Int) {
        let phone = contact()
        let source = hold(phone, purpose, from: before(0, 200), until: before(200, 300))
        let audience = list(.steady)
        matchSolely(phone, audience, at: dice.chance(850) ? before(300, 500) : since(0, 500), is: .stale, source)
        if dice.chance(500) { reach(audience, at: since(500, 1000), source, .upper) }
        guard dice.chance(200) else { return }
        // Given again, and matched again: now for certain what it may have been before.
        let again = hold(phone, purpose, from: since(500, 600))
        guard vocabulary.purposes[purpose].classification == .restricted else { return }
        let other = list(.steady)
        guard other != audience else { return }
        matchSolely(phone, other, at: since(600, 1000), is: .restricted, again)
    }

    /// Matched by an identifier that the account had never given, or gave only later.
    func tellUnattributed() {
        let phone = contact()
        let audience = list(.steady)
        guard dice.chance(800) else {
            matchSolely(phone, audience, at: since(0, 1000), is: .unattributed, .unknown)
            return
        }
        matchSolely(phone, audience, at: before(100, 500), is: .unattributed, .unknown)
        if dice.chance(300) { hold(phone, restrictedPurpose(), from: before(500, 600)) }
        if dice.chance(500) { reach(audience, at: before(600, 1000), .unknown, .upper) }
    }

    /// A restricted match, and beside it one by an identifier that was never given: for certain because of the first.
    func tellRestrictedAndOpen() {
        let (phone, mail) = (contact(), contact(1))
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 300), is: .restricted, source)
        matchSolely(mail, audience, at: before(300, 400), is: .unattributed, .unknown)
        let time = before(400, 1000)
        let country = show(audience, at: time)
        ledger.reached(.both, at: time, source, audience: audience, country: country)
        ledger.reached(.upper, at: time, .unknown, audience: audience, country: country)
    }
}
