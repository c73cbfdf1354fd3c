import RetraceCore

/// Things that happen at one instant, and lines that say the same twice. Untidy logs only.
extension Narrator {
    /// Given and taken back at one instant: the removal wins, so it was never held.
    func tellAddedAndRemovedAtOnce() {
        let (phone, purpose, time) = (contact(), restrictedPurpose(), before(0, 200))
        give(phone, purpose, at: time)
        takeBack(phone, dice.chance(500) ? purpose : nil, at: time)
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 500), is: .unattributed, .unknown)
        if dice.chance(500) { reach(audience, at: before(500, 1000), .unknown, .upper) }
    }

    /// Taken back at the instant of the match: held no more.
    func tellRemovedAtMatch() {
        let (phone, matched) = (contact(), before(300, 500))
        let source = hold(phone, restrictedPurpose(), from: before(0, 200), until: matched)
        matchSolely(phone, list(.steady), at: matched, is: .stale, source)
    }

    /// Given at the instant of the match: held already; and shown an ad at that instant: reached.
    func tellAddedAtMatch() {
        let (phone, matched) = (contact(), before(100, 1000))
        let source = hold(phone, restrictedPurpose(), from: matched)
        let audience = list(.steady)
        matchSolely(phone, audience, at: matched, is: .restricted, source)
        reach(audience, at: matched, source)
    }

    /// Put in and taken out at one instant: the removal wins, so it was matched, but never in the audience.
    func tellMatchedAndTakenOutAtOnce() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let (audience, matched) = (list(.steady), before(200, 500))
        match(phone, audience, at: matched, is: .restricted, source)
        if dice.chance(500) {
            match(phone, audience, at: matched, .reverse)
        } else {
            matchWithoutHash(audience, at: matched, .reverse)
        }
        showInVain(audience, at: matched)
        showInVain(audience, at: before(500, 1000))
    }

    /// Put on the list and taken off it at one instant: no candidate.
    func tellWithdrawnAtOnce() {
        let phone = contact()
        hold(phone, restrictedPurpose(), from: before(0, 100))
        let (audience, listed, matched) = (list(.steady), before(100, 200), before(200, 400))
        upload(phone, audience, at: listed)
        upload(phone, audience, at: listed, .reverse)
        matchWithoutHash(audience, at: matched)
        ledger.match(.unattributed, at: matched, .unknown, audience: audience)
        ledger.soleByMatch(.upper, at: matched, .unknown, audience: audience)
    }

    /// The same hash given at one instant as a phone number and as an e-mail address: the source is the latter.
    func tellTwoTypesAtOnce() {
        let (purpose, given) = (restrictedPurpose(), before(0, 200))
        let (phone, mail) = (Contact(type: .phone, number: 0), Contact(type: .email, number: 0))
        give(phone, purpose, at: given)
        give(mail, purpose, at: given)
        let source = SourceSet(.email, purpose)
        ledger.holding(source, .both, from: given)
        matchSolely(phone, list(.steady), at: before(200, 1000), is: .restricted, source)
    }

    /// Ads at the instants at which a membership begins (in force already) and ends (no more), once in each half.
    func tellShownAtTheEdges() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let (audience, begin, end) = (list(.steady), before(200, 400), before(400, 600))
        matchSolely(phone, audience, at: begin, is: .restricted, source)
        if dice.chance(500) { reach(audience, at: begin, source) }
        match(phone, audience, at: end, .reverse)
        showInVain(audience, at: begin - 1)
        showInVain(audience, at: end)
    }

    /// Matched anew after the fix and taken out at that very instant, while an older restricted membership went on:
    /// solely matched at a new match, because of the older one.
    func tellEndedButKept() {
        let (phone, mail) = (contact(), contact(1))
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let other = hold(mail, restrictedPurpose(), from: before(0, 200))
        let (audience, again) = (list(.steady), since(0, 500))
        matchSolely(phone, audience, at: before(200, 1000), is: .restricted, source)
        match(mail, audience, at: again, is: .restricted, other)
        match(mail, audience, at: again, .reverse)
        ledger.soleByMatch(.both, at: again, source, audience: audience)
        if dice.chance(500) { reach(audience, at: since(500, 1000), source) }
    }

    /// The same line twice and without an event id: two events.
    func tellRepeatedWithoutEvent() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let (audience, matched) = (list(.steady), before(200, 1000))
        let draft = matchDraft(phone, audience, at: matched, .standard)
        for _ in 0..<2 {
            desk.postWithoutEvent(draft)
            ledger.match(.restricted, at: matched, source, audience: audience)
        }
        ledger.soleByMatch(.both, at: matched, source, audience: audience)
    }

    /// Given in the first year that logs can name, taken back in the last.
    func tellHeldForEver() {
        let phone = contact()
        let purpose = restrictedPurpose()
        let source = hold(
            phone, purpose, from: ScenarioCalendar.antiquity,
            until: dice.chance(500) ? ScenarioCalendar.posterity : nil)
        matchSolely(phone, list(.steady), at: before(0, 1000), is: .restricted, source)
    }
}
