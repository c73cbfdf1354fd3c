import RetraceCore

/// The sentences in which stories say what happened.
extension Ledger {
    /// An identifier was held for purposes that put it at risk, for these alone, in [from, until).
    func holding(_ set: SourceSet, _ readings: Readings, from: Int64, until: Int64 = .max) {
        let cutoff = plan.calendar.cutoff
        if from < cutoff { note(.atRisk, .before, readings, at: from, sources: set) }
        if until > cutoff { note(.atRisk, .since, readings, at: max(from, cutoff), sources: set) }
    }

    /// A match event, with its verdict and source.
    func match(_ verdict: Verdict, at time: Int64, _ set: SourceSet, audience: Int) {
        addVerdict(verdict, side(time))
        note(.matched, side(time), Readings(verdict), at: time, sources: set, audience: audience)
        openUse(verdict, at: time, set)
    }

    /// Data about the account left the platform.
    func disclosure(_ verdict: Verdict, at time: Int64, _ set: SourceSet) {
        note(.disclosed, side(time), Readings(verdict), at: time, sources: set)
        openUse(verdict, at: time, set)
    }

    /// An account with a use that the logs leave open counts as at risk in the upper reading.
    private func openUse(_ verdict: Verdict, at time: Int64, _ set: SourceSet) {
        guard verdict != .permitted, verdict != .restricted else { return }
        note(.atRisk, side(time), .upper, at: time, sources: set)
    }

    /// A match at an instant at which restricted memberships alone kept the account in the audience; `set` holds the
    /// sources of these memberships.
    func soleByMatch(_ readings: Readings, at time: Int64, _ set: SourceSet, audience: Int) {
        note(.solelyMatched, side(time), readings, at: time, sources: set, audience: audience)
        noteSoleEver(readings, at: time)
    }

    /// Restricted memberships alone kept the account in the audience from an instant at which there was no match. Since
    /// the cutoff that is no new fault, and counts in the timeline alone.
    func soleWithoutMatch(_ readings: Readings, from time: Int64, _ set: SourceSet, audience: Int) {
        if side(time) == .before {
            note(.solelyMatched, .before, readings, at: time, sources: set, audience: audience)
        }
        noteSoleEver(readings, at: time)
    }

    /// The account was shown an ad because of such a membership.
    func reached(_ readings: Readings, at time: Int64, _ set: SourceSet, audience: Int, country: Int) {
        note(.reached, side(time), readings, at: time, sources: set, audience: audience, country: country)
    }
}
