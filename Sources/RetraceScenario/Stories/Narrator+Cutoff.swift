import RetraceCore

/// What happened at the cutoff and after it.
extension Narrator {
    /// A match that leaked through after the fix.
    func tellLeakAfterFix() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 900))
        let audience = list(.steady)
        showInVain(audience, at: before(900, 1000))
        matchSolely(phone, audience, at: since(0, 500), is: .restricted, source)
        if dice.chance(600) { reach(audience, at: since(500, 1000), source) }
    }

    /// In the audience from before the cutoff, and matched again after it.
    func tellMatchedAgainAfterFix() {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        matchSolely(phone, audience, at: before(200, 900), is: .restricted, source)
        matchSolely(phone, audience, at: since(0, 500), is: .restricted, source)
        if dice.chance(500) { reach(audience, at: since(500, 1000), source) }
    }

    /// Things that happen at the very cutoff, or one millisecond before it.
    func tellAtCutoff() {
        switch dice.below(4) {
        case 0: tellChainWithin(matched: calendar.cutoff, shown: calendar.cutoff + 1)
        case 1: tellChainWithin(matched: calendar.cutoff - 1, shown: calendar.cutoff)
        case 2: hold(contact(), restrictedPurpose(), from: before(0, 200), until: calendar.cutoff)
        default: hold(contact(), restrictedPurpose(), from: calendar.cutoff)
        }
    }

    private func tellChainWithin(matched: Int64, shown: Int64) {
        let phone = contact()
        let source = hold(phone, restrictedPurpose(), from: before(0, 200))
        let audience = list(.steady)
        showInVain(audience, at: matched - 1)
        matchSolely(phone, audience, at: matched, is: .restricted, source)
        reach(audience, at: shown, source)
    }
}
