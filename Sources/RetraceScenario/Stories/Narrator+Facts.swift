import RetraceCore

/// Verbs that both post the lines and say what they mean.
extension Narrator {
    /// The account holds an identifier for one purpose and for nothing else, from an instant until another or for good.
    /// Returns the source of matches by it.
    @discardableResult
    func hold(_ contact: Contact, _ purpose: Int, from: Int64, until: Int64? = nil) -> SourceSet {
        give(contact, purpose, at: from)
        if let until { takeBack(contact, dice.chance(500) ? purpose : nil, at: until) }
        let source = SourceSet(contact.type, purpose)
        let readings = Readings(vocabulary.purposes[purpose].classification)
        ledger.holding(source, readings, from: from, until: until ?? .max)
        return source
    }

    /// A match by an identifier whose verdict and source are known; it says nothing about who else keeps the account in.
    func match(_ contact: Contact, _ list: Int, at time: Int64, is verdict: Verdict, _ source: SourceSet) {
        match(contact, list, at: time)
        ledger.match(verdict, at: time, source, audience: list)
    }

    /// A match that no permitted purpose covers, into an audience that nothing else has put the account in.
    func matchSolely(_ contact: Contact, _ list: Int, at time: Int64, is verdict: Verdict, _ source: SourceSet) {
        match(contact, list, at: time, is: verdict, source)
        ledger.soleByMatch(Readings(verdict), at: time, source, audience: list)
    }

    /// An ad that the account was shown because of such a match.
    func reach(_ list: Int, at time: Int64, _ source: SourceSet, _ readings: Readings = .both) {
        let country = show(list, at: time)
        ledger.reached(readings, at: time, source, audience: list, country: country)
    }

    /// An ad that names the audience at an instant at which no such match is in force.
    func showInVain(_ list: Int, at time: Int64) { show(list, at: time) }

    /// Often the list that leads to a match was logged too.
    func maybeUpload(_ contact: Contact, _ list: Int, before time: Int64) {
        guard dice.chance(150) else { return }
        upload(contact, list, at: max(calendar.start, time - Int64(dice.below(20_000_000))))
    }
}
