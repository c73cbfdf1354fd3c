import RetraceCore

extension ReferenceModel {
    /// The match events that an `add` line counts as: itself where it has a hash, else one for each candidate, else one
    /// unattributed event without a hash.
    static func events(of line: LogLine.Match, uploads: [LogLine.Upload], holdings: ReferenceHoldings) -> [MatchEvent] {
        let hashes = line.idHash.map { [$0] } ?? candidates(of: line, uploads: uploads, holdings: holdings)
        guard !hashes.isEmpty else {
            return [
                MatchEvent(
                    account: line.accountId, audience: line.audienceId, hash: nil, instant: line.timestamp,
                    verdict: .unattributed, source: [.unknown])
            ]
        }
        return hashes.map { hash in
            MatchEvent(
                account: line.accountId, audience: line.audienceId, hash: hash, instant: line.timestamp,
                verdict: holdings.tolerantVerdict(line.accountId, hash, at: line.timestamp),
                source: holdings.tolerantSource(line.accountId, hash, at: line.timestamp))
        }
    }

    /// The hashes that may be behind a line without one: on the audience's list then, and held by the account then, for
    /// some purpose with the line's `id_type` where it has one.
    static func candidates(
        of line: LogLine.Match, uploads: [LogLine.Upload], holdings: ReferenceHoldings
    ) -> [LogText] {
        let entries = uploads.filter { $0.audienceId == line.audienceId && $0.timestamp <= line.timestamp }
        return Set(entries.map(\.idHash)).sorted().filter { hash in
            let own = entries.filter { $0.idHash == hash }
            let lastAdd = own.filter { $0.action == .add }.map(\.timestamp).max() ?? .distantPast
            let lastRemove = own.filter { $0.action == .remove }.map(\.timestamp).max() ?? .distantPast
            let cells = holdings.cells(line.accountId, hash, at: line.timestamp)
            let fitting = cells.filter { cell in
                line.idType.map { LogText($0.rawValue) == cell.idType } ?? true
            }
            return lastAdd > lastRemove && !fitting.isEmpty
        }
    }

    /// Whether the latest event of the audience at or before `instant` is a `delete`; at the same instant it wins.
    public func isDeleted(_ audience: LogText, at instant: Instant) -> Bool {
        let own = audiences.filter { $0.audienceId == audience && $0.timestamp <= instant }
        let latest = own.filter { $0.timestamp == own.map(\.timestamp).max() }
        return latest.contains { $0.action == .delete }
    }

    /// The active memberships (a, A, ·) at `instant`, each as its latest `add`.
    public func activeMemberships(_ account: LogText, _ audience: LogText, at instant: Instant) -> [MatchEvent] {
        if isDeleted(audience, at: instant) { return [] }
        let adds = matchEvents.filter { $0.account == account && $0.audience == audience && $0.instant <= instant }
        return Set(adds).filter { add in
            let later = adds.contains { $0.hash == add.hash && $0.instant > add.instant }
            return !later && !isEnded(add, by: instant)
        }.sorted { ($0.hash ?? "") < ($1.hash ?? "") }
    }

    /// Whether a `remove` at the instant of `add` or after it ends its membership by `instant`: one of the same hash, or
    /// one without a hash.
    private func isEnded(_ add: MatchEvent, by instant: Instant) -> Bool {
        removals.contains { removal in
            removal.accountId == add.account && removal.audienceId == add.audience
                && (removal.idHash == nil || removal.idHash == add.hash)
                && removal.timestamp >= add.instant && removal.timestamp <= instant
        }
    }

    /// sole(a, A, t): some active membership is restricted and none is permitted.
    public func isSole(_ account: LogText, _ audience: LogText, at instant: Instant, _ reading: Reading) -> Bool {
        !soleMemberships(account, audience, at: instant, reading).isEmpty
    }

    /// The active memberships that are read as restricted where sole(a, A, t) holds; none where it doesn't.
    public func soleMemberships(
        _ account: LogText, _ audience: LogText, at instant: Instant, _ reading: Reading
    ) -> [MatchEvent] {
        let active = activeMemberships(account, audience, at: instant)
        if active.contains(where: { $0.verdict == .permitted }) { return [] }
        return active.filter { ReferenceModel.isRestricted($0.verdict, reading) }
    }

    /// Whether a verdict is `restricted`, or is read as that.
    static func isRestricted(_ verdict: Verdict, _ reading: Reading) -> Bool {
        switch reading {
        case .lower: verdict == .restricted
        case .upper: verdict == .restricted || isOpen(verdict)
        }
    }

    /// Whether the logs leave open what a verdict would have been.
    static func isOpen(_ verdict: Verdict) -> Bool {
        [.unclassified, .stale, .unattributed, .ambiguousClock].contains(verdict)
    }
}
