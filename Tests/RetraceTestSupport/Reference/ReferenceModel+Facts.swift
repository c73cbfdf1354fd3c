import RetraceCore

extension ReferenceModel {
    /// Everything that puts an account in a count, within a window.
    func facts(_ count: CountKind, _ reading: Reading, _ window: Window) -> [Fact] {
        switch count {
        case .atRisk: atRisk(reading, window)
        case .matched: matched(reading, window)
        case .solelyMatched: window == .since ? newlySole(reading) : sole(reading, window)
        case .reached: reached(reading, window)
        case .disclosed: disclosed(reading, window)
        }
    }

    /// Whether an instant lies in a window.
    func contains(_ window: Window, _ instant: Instant) -> Bool {
        switch window {
        case .before: instant < logs.cutoff
        case .since: instant >= logs.cutoff
        case .always: true
        }
    }

    /// The instants of a window at which state may differ from what it was. What the cutoff finds carries over into
    /// "since", so that the cutoff is one of its instants.
    func instants(in window: Window) -> [Instant] {
        let own = instants.filter { contains(window, $0) }
        return window == .since ? Set(own + [logs.cutoff]).sorted() : own
    }

    /// at_risk: a hash held for restricted purposes alone. The upper reading takes unclassified purposes as restricted, and
    /// adds events whose verdict is unclassified, stale or unattributed.
    private func atRisk(_ reading: Reading, _ window: Window) -> [Fact] {
        var facts: [Fact] = []
        for account in Set(identifiers.map(\.accountId)) {
            for hash in holdings.hashes(of: account) {
                for instant in instants(in: window) where isHeldRestricted(account, hash, at: instant, reading) {
                    let cells = holdings.cells(account, hash, at: instant)
                    facts.append(Fact(account: account, instant: instant, sources: cells))
                }
            }
        }
        return reading == .upper ? facts + openEvents(window) : facts
    }

    /// The matches and disclosures of an open verdict: neither permitted nor restricted.
    private func openEvents(_ window: Window) -> [Fact] {
        let matches = matchEvents.filter { ReferenceModel.isOpen($0.verdict) && contains(window, $0.instant) }
        let disclosures = disclosureEvents.filter { ReferenceModel.isOpen($0.verdict) && contains(window, $0.instant) }
        return matches.map { Fact(account: $0.account, instant: $0.instant, sources: $0.source) }
            + disclosures.map { Fact(account: $0.account, instant: $0.instant, sources: $0.source) }
    }

    private func isHeldRestricted(
        _ account: LogText, _ hash: LogText, at instant: Instant, _ reading: Reading
    ) -> Bool {
        let classes = holdings.held(account, hash, at: instant).map(holdings.classification)
        return !classes.isEmpty
            && classes.allSatisfy { $0 == .restricted || (reading == .upper && $0 == .unclassified) }
    }

    /// matched: a match event that is restricted.
    private func matched(_ reading: Reading, _ window: Window) -> [Fact] {
        let own = matchEvents.filter {
            contains(window, $0.instant) && ReferenceModel.isRestricted($0.verdict, reading)
        }
        return own.map {
            Fact(account: $0.account, instant: $0.instant, sources: $0.source, audience: $0.audience)
        }
    }

    /// solely_matched before the cutoff: an instant with sole(a, A, t).
    private func sole(_ reading: Reading, _ window: Window) -> [Fact] {
        var facts: [Fact] = []
        for pair in Set(matchEvents.map { [$0.account, $0.audience] }) {
            for instant in instants(in: window) {
                facts += soleFact(pair[0], pair[1], at: instant, reading)
            }
        }
        return facts
    }

    /// solely_matched since the cutoff: a restricted match event at an instant with sole(a, A, t).
    private func newlySole(_ reading: Reading) -> [Fact] {
        let own = matchEvents.filter {
            contains(.since, $0.instant) && ReferenceModel.isRestricted($0.verdict, reading)
        }
        return own.flatMap { soleFact($0.account, $0.audience, at: $0.instant, reading) }
    }

    /// reached: an impression that names an A with sole(a, A, s).
    private func reached(_ reading: Reading, _ window: Window) -> [Fact] {
        impressions.filter { contains(window, $0.timestamp) }.flatMap { line in
            line.audienceIds.flatMap { audience in
                soleFact(line.accountId, audience, at: line.timestamp, reading, country: line.country)
            }
        }
    }

    /// disclosed: a disclosure that is restricted.
    private func disclosed(_ reading: Reading, _ window: Window) -> [Fact] {
        let own = disclosureEvents.filter {
            contains(window, $0.instant) && ReferenceModel.isRestricted($0.verdict, reading)
        }
        return own.map { Fact(account: $0.account, instant: $0.instant, sources: $0.source) }
    }

    /// One fact where sole(a, A, t) holds, with the sources of the memberships that are read as restricted; else none.
    private func soleFact(
        _ account: LogText, _ audience: LogText, at instant: Instant, _ reading: Reading, country: LogText? = nil
    ) -> [Fact] {
        let memberships = soleMemberships(account, audience, at: instant, reading)
        if memberships.isEmpty { return [] }
        let sources = memberships.reduce(into: Set()) { $0.formUnion($1.source) }
        return [
            Fact(account: account, instant: instant, sources: sources, audience: audience, country: country)
        ]
    }
}
