import RetraceCore

/// Says why an account is in a count or not.
struct CountReasons {
    let account: CaseAccount
    let cutoff: Instant

    func reason(_ count: CountKind, _ side: Side, _ reading: Reading, isIn: Bool) -> String {
        if isIn { return inside(count, side, reading) }
        if let first = account.first(count, reading), side == .before {
            return "the first time was \(first.rfc3339), not before the cutoff"
        }
        if let last = account.last(count, reading), side == .since {
            return "the last time was \(last.rfc3339), before the cutoff"
        }
        if reading == .lower, account.isIn(count, side, .upper, cutoff: cutoff) {
            return "the logs leave it open: only verdicts that are not known put it in the upper value"
        }
        return never(count, side)
    }

    private func inside(_ count: CountKind, _ side: Side, _ reading: Reading) -> String {
        let open = reading == .upper && !account.isIn(count, side, .lower, cutoff: cutoff)
        let what =
            switch count {
            case .atRisk: "it had given an identifier for restricted purposes alone"
            case .matched: "an identifier held for restricted purposes alone was used in a match"
            case .solelyMatched: "nothing but such a match kept it in an audience"
            case .reached: "it was shown an ad for an audience that nothing but such a match kept it in"
            case .disclosed: "an identifier held for restricted purposes alone left the platform"
            }
        let told = what + time(count, side, reading)
        return open ? "\(told), if what the logs leave open is read as restricted" : told
    }

    /// The instant that decides the side.
    private func time(_ count: CountKind, _ side: Side, _ reading: Reading) -> String {
        guard side == .since else { return account.first(count, reading).map { ", first at \($0.rfc3339)" } ?? "" }
        guard let last = account.last(count, reading) else { return "" }
        return last == .distantFuture ? ", and it still was so when the logs end" : ", last at \(last.rfc3339)"
    }

    /// Why it never was, or not on that side.
    private func never(_ count: CountKind, _ side: Side) -> String {
        switch count {
        case .atRisk: return "it never held an identifier for restricted purposes alone"
        case .matched:
            let verdicts = verdicts(.match)
            return verdicts.isEmpty
                ? "none of its lines is a match" : "none of its matches was restricted: they were \(verdicts)"
        case .solelyMatched:
            if account.first(.matched, .upper) == nil { return "no restricted match puts it in an audience" }
            return side == .since && account.first(.solelyMatched, .upper) != nil
                ? "there was no new match since the cutoff that alone kept it in an audience"
                : "whenever it was in an audience, a permitted match kept it there too, or the audience was deleted"
        case .reached:
            return account.first(.solelyMatched, .upper) == nil
                ? "no restricted match alone put it in an audience"
                : "it was shown no ad for such an audience while it was in it for that reason alone"
        case .disclosed:
            let verdicts = verdicts(.disclosure)
            return verdicts.isEmpty
                ? "none of its lines is a disclosure" : "none of its disclosures was restricted: they were \(verdicts)"
        }
    }

    private func verdicts(_ kind: EvidenceEvent.Kind) -> String {
        Verdict.allCases.filter { verdict in
            account.events.contains { $0.kind == kind && $0.verdict == verdict }
        }.map(\.name).joined(separator: " or ")
    }
}
