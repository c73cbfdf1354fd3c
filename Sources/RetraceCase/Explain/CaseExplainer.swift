import RetraceCore

/// Puts explanations together from a case.
public struct CaseExplainer {
    private let reader: CaseReader
    private let cutoff: Instant
    private let teller: EventTeller

    /// An explainer of a case's accounts. Throws as ``CaseReader`` does.
    public init(_ reader: CaseReader, showsIdentifiers: Bool = false) throws {
        self.reader = reader
        cutoff = try reader.run().cutoff
        teller = EventTeller(policy: try reader.policy(), showsIdentifiers: showsIdentifiers)
    }

    /// Explains an account, by its id exactly as the logs have it.
    public func explain(_ id: String) throws -> Explanation {
        guard let account = try reader.account(id) else { return stranger(id) }
        var remarks: [String] = []
        if account.eventsOmitted > 0 {
            remarks.append(
                "\(account.eventsOmitted) lines of this account are not in the case: it keeps those that decide.")
        }
        if account.events.isEmpty {
            remarks.append(
                "Its identifiers were never used, as far as the logs say: of such accounts a case keeps no lines.")
        }
        return Explanation(
            account: account.account, person: account.person, country: account.country, region: account.region,
            cutoff: cutoff.rfc3339, isKnown: true, timeline: account.events.map(teller.entry),
            linesOmitted: account.eventsOmitted, counts: memberships { membership(account, $0, $1, $2) },
            remarks: remarks)
    }

    private func stranger(_ id: String) -> Explanation {
        let reason = "the case does not have the account"
        return Explanation(
            account: id, cutoff: cutoff.rfc3339, isKnown: false, timeline: [], linesOmitted: 0,
            counts: memberships { count, side, reading in
                Explanation.Membership(
                    count: count.name, side: side.name, bound: reading.name, isIn: false, reason: reason)
            },
            remarks: [
                """
                The account is in no count. Either no accepted line names it, or it never held an identifier for restricted \
                purposes alone and none of its matches was restricted or open; a case keeps nothing of such accounts. Ids have to \
                be written exactly as in the logs.
                """
            ])
    }

    private func memberships(
        _ make: (CountKind, Side, Reading) -> Explanation.Membership
    ) -> [Explanation.Membership] {
        CountKind.allCases.flatMap { count in
            Side.allCases.flatMap { side in Reading.allCases.map { make(count, side, $0) } }
        }
    }

    private func membership(
        _ account: CaseAccount, _ count: CountKind, _ side: Side, _ reading: Reading
    ) -> Explanation.Membership {
        let isIn = account.isIn(count, side, reading, cutoff: cutoff)
        let last = account.last(count, reading).map { $0 == .distantFuture ? "still" : $0.rfc3339 }
        return Explanation.Membership(
            count: count.name, side: side.name, bound: reading.name, isIn: isIn,
            first: account.first(count, reading)?.rfc3339, last: last,
            reason: CountReasons(account: account, cutoff: cutoff).reason(count, side, reading, isIn: isIn))
    }
}
