import RetraceCore

/// Which identifiers accounts held for which purposes, and the verdicts that follow.
public struct ReferenceHoldings: Sendable {
    let identifiers: [LogLine.Identifier]
    let policy: Policy
    /// By how many milliseconds clocks may be off.
    var clockSkew: Int64 = 0

    /// held(a, h, t): the purposes whose latest event of (a, h, purpose) at or before `instant` is an `add`. At the same
    /// instant a `remove` wins; a `remove` without a purpose is an event of every purpose.
    public func held(_ account: LogText, _ hash: LogText, at instant: Instant) -> Set<LogText> {
        let events = events(account, hash, to: instant)
        return Set(events.compactMap(\.purpose)).filter { purpose in
            let own = events.filter { $0.purpose == purpose || $0.purpose == nil }
            let lastAdd = own.filter { $0.action == .add }.map(\.timestamp).max() ?? .distantPast
            let lastRemove = own.filter { $0.action == .remove }.map(\.timestamp).max() ?? .distantPast
            return lastAdd > lastRemove
        }
    }

    /// The verdict of a use of (a, h) at `instant`.
    public func verdict(_ account: LogText, _ hash: LogText, at instant: Instant) -> Verdict {
        let purposes = held(account, hash, at: instant)
        if purposes.isEmpty {
            return lastHeld(account, hash, before: instant) == nil ? .unattributed : .stale
        }
        let classes = purposes.map(classification)
        if classes.contains(.permitted) { return .permitted }
        return classes.contains(.unclassified) ? .unclassified : .restricted
    }

    /// The verdict of a use of (a, h) at `instant`, if it is the same as far before and after as clocks may be off.
    public func tolerantVerdict(_ account: LogText, _ hash: LogText, at instant: Instant) -> Verdict {
        let verdicts = [-clockSkew, 0, clockSkew].map { offset in
            verdict(account, hash, at: Instant(milliseconds: instant.milliseconds + offset))
        }
        return Set(verdicts).count == 1 ? verdicts[1] : .ambiguousClock
    }

    /// The source that goes with it: that of an unattributed use where the verdict is ambiguous.
    public func tolerantSource(_ account: LogText, _ hash: LogText, at instant: Instant) -> Set<SourceCell> {
        tolerantVerdict(account, hash, at: instant) == .ambiguousClock
            ? [.unknown] : source(account, hash, at: instant)
    }

    /// The source of a use of (a, h) at `instant`: what is held then, else what was held last, else unknown.
    public func source(_ account: LogText, _ hash: LogText, at instant: Instant) -> Set<SourceCell> {
        let now = cells(account, hash, at: instant)
        if !now.isEmpty { return now }
        guard let last = lastHeld(account, hash, before: instant) else { return [.unknown] }
        return cells(of: held(account, hash, at: last), account, hash, at: instant)
    }

    /// The purposes of held(a, h, t), each with the type of its latest `add`; at the same instant `email`.
    public func cells(_ account: LogText, _ hash: LogText, at instant: Instant) -> Set<SourceCell> {
        cells(of: held(account, hash, at: instant), account, hash, at: instant)
    }

    /// Purposes, each with the type of its latest `add` at or before `instant`, whether or not a `remove` undid it at once.
    private func cells(
        of purposes: Set<LogText>, _ account: LogText, _ hash: LogText, at instant: Instant
    ) -> Set<SourceCell> {
        let events = events(account, hash, to: instant)
        let cells = purposes.map { purpose in
            let adds = events.filter { $0.action == .add && $0.purpose == purpose }
            let latest = adds.filter { $0.timestamp == adds.map(\.timestamp).max() }
            let type = latest.contains { $0.idType == .email } ? LogLine.IdType.email : .phone
            return SourceCell(idType: LogText(type.rawValue), purpose: purpose)
        }
        return Set(cells)
    }

    /// What the policy says of a purpose: the longest list entry of which every segment begins the purpose decides.
    public func classification(_ purpose: LogText) -> Policy.Classification {
        let segments = ReferenceHoldings.segments(purpose)
        func longest(_ prefixes: [String]) -> Int {
            let own = prefixes.map { ReferenceHoldings.segments(LogText($0)) }.filter { segments.starts(with: $0) }
            return own.map(\.count).max() ?? 0
        }
        let (permitted, restricted) = (longest(policy.permitted), longest(policy.restricted))
        if permitted == 0 && restricted == 0 { return .unclassified }
        return permitted > restricted ? .permitted : .restricted
    }

    /// The hashes that an account has ever had an event of.
    func hashes(of account: LogText) -> Set<LogText> {
        Set(identifiers.filter { $0.accountId == account }.map(\.idHash))
    }

    /// The latest instant of an event before `instant` at which (a, h) was held. Until the next event nothing changes, so
    /// what was held then is what was held last.
    private func lastHeld(_ account: LogText, _ hash: LogText, before instant: Instant) -> Instant? {
        events(account, hash, to: instant).map(\.timestamp).filter {
            $0 < instant && !held(account, hash, at: $0).isEmpty
        }.max()
    }

    private func events(_ account: LogText, _ hash: LogText, to instant: Instant) -> [LogLine.Identifier] {
        identifiers.filter { $0.accountId == account && $0.idHash == hash && $0.timestamp <= instant }
    }

    private static func segments(_ purpose: LogText) -> [[UInt8]] {
        purpose.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
    }
}
