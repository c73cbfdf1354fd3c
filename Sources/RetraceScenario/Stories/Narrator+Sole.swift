import RetraceCore

/// Restricted matches that alone put an account into an audience, and how that ends.
extension Narrator {
    /// Matched and solely matched, but never shown an ad while it lasted.
    func tellSoleUnreached() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        if dice.chance(300) { showInVain(audience, at: before(0, 200)) }
        let matched = before(200, 900)
        maybeUpload(phone, audience, before: matched)
        matchSolely(phone, audience, at: matched, is: .restricted, source)
    }

    /// The whole chain before the cutoff: given, matched, reached.
    func tellSoleReached() {
        tellChain(into: list(.steady))
    }

    /// The whole chain, in an audience whose product and advertiser nobody logged.
    func tellUnnamedList() {
        tellChain(into: list(.unnamed))
    }

    private func tellChain(into audience: Int) {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let matched = before(200, 350)
        maybeUpload(phone, audience, before: matched)
        matchSolely(phone, audience, at: matched, is: .restricted, source)
        for _ in 0...dice.below(3) { reach(audience, at: before(350, 1000), source) }
        if dice.chance(300) { showInVain(audience, at: before(0, 200)) }
        if dice.chance(200) {
            let other = list(.steady)
            guard other != audience else { return }
            matchSolely(phone, other, at: before(400, 600), is: .restricted, source)
        }
    }

    /// The fix stopped matches, not memberships: ads went on after the cutoff.
    func tellAdsWentOn() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 900), is: .restricted, source)
        if dice.chance(500) { reach(audience, at: before(900, 1000), source) }
        for _ in 0...dice.below(2) { reach(audience, at: since(0, 1000), source) }
    }

    /// Given for two security purposes: both are the source.
    func tellSoleForTwoPurposes() {
        let phone = contact()
        let restricted = vocabulary.restricted
        let first = hold(phone, restricted[0], from: before(0, 100))
        let second = hold(phone, restricted[1 + dice.below(restricted.count - 1)], from: before(100, 200))
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 350), is: .restricted, [first, second])
        if dice.chance(700) { reach(audience, at: before(350, 1000), [first, second]) }
    }

    /// Taken out of the audience before the next ad.
    func tellTakenOutInTime() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 350), is: .restricted, source)
        match(phone, audience, at: before(350, 450), .reverse)
        showInVain(audience, at: before(450, 1000))
        if dice.chance(300) { showInVain(audience, at: since(0, 1000)) }
    }

    /// Taken out, put in again, and reached then.
    func tellTakenOutAndBack() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 350), is: .restricted, source)
        match(phone, audience, at: before(350, 450), .reverse)
        showInVain(audience, at: before(450, 500))
        matchSolely(phone, audience, at: before(500, 600), is: .restricted, source)
        reach(audience, at: before(600, 1000), source)
    }

    /// Another identifier, given with consent, put the account into the same audience first: not solely.
    func tellBesidePermitted() {
        let (phone, mail) = (contact(), contact(1))
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let consent = hold(mail, permittedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        match(mail, audience, at: before(200, 300), is: .permitted, consent)
        match(phone, audience, at: before(300, 400), is: .restricted, source)
        showInVain(audience, at: before(400, 1000))
        if dice.chance(300) { showInVain(audience, at: since(0, 1000)) }
    }

    /// The permitted membership beside it ends: what is left is the restricted one.
    func tellPermittedLeaves() {
        let (phone, mail) = (contact(), contact(1))
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let consent = hold(mail, permittedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        match(mail, audience, at: before(200, 300), is: .permitted, consent)
        match(phone, audience, at: before(300, 400), is: .restricted, source)
        showInVain(audience, at: before(400, 600))
        let isLate = dice.chance(300)
        let left = isLate ? since(0, 500) : before(600, 700)
        match(mail, audience, at: left, .reverse)
        ledger.soleWithoutMatch(.both, from: left, source, audience: audience)
        reach(audience, at: isLate ? since(500, 1000) : before(700, 1000), source)
    }

    /// Consent came after the match: the old membership keeps its verdict until the account is matched again.
    func tellLaterConsent() {
        let phone = contact()
        let (security, consent) = (restrictedPurpose(), permittedPurpose())
        let (given, consented) = (before(0, 200), before(500, 600))
        give(phone, security, at: given)
        give(phone, consent, at: consented)
        let source = SourceSet(phone.type, security)
        ledger.holding(source, .both, from: given, until: consented)
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 350), is: .restricted, source)
        reach(audience, at: before(600, 700), source)
        let both: SourceSet = [source, SourceSet(phone.type, consent)]
        match(phone, audience, at: before(700, 800), is: .permitted, both)
        showInVain(audience, at: before(800, 1000))
    }

    /// Consent was withdrawn, security stayed: from then on at risk; a match after that is restricted.
    func tellConsentWithdrawn() {
        let phone = contact()
        let (security, consent) = (restrictedPurpose(), permittedPurpose())
        give(phone, consent, at: before(0, 100))
        give(phone, security, at: before(100, 200))
        let source = SourceSet(phone.type, security)
        let audience = list(.steady)
        match(phone, audience, at: before(200, 350), is: .permitted, [source, SourceSet(phone.type, consent)])
        let withdrawn = before(400, 500)
        takeBack(phone, consent, at: withdrawn)
        ledger.holding(source, .both, from: withdrawn)
        showInVain(audience, at: before(500, 600))
        matchSolely(phone, audience, at: before(600, 700), is: .restricted, source)
        reach(audience, at: before(700, 1000), source)
    }
}
