import RetraceCore

/// The memberships of one account in one audience that are active, and what they say together: *sole(a, A, t)*. Constant
/// time per change, plus the number of different source sets. Reused; not thread-safe.
struct ActiveMemberships {
    /// How many active memberships have a set of sources.
    private struct SetCount {
        var set: UInt32
        var count: Int
    }

    /// What the memberships say together, as long as the audience exists.
    struct State: Equatable {
        /// The sources of those whose verdict is `restricted`, when sole in the lower reading; else 0.
        var lowerSet: UInt32
        /// The sources of those whose verdict is not `permitted`, when sole in the upper reading; else 0.
        var upperSet: UInt32

        static let notSole = State(lowerSet: SourceSets.empty, upperSet: SourceSets.empty)
    }

    private var attributions: [Attribution?] = []
    private var active: [MembershipEvent.Who] = []
    private var permittedCount = 0
    private var restricted: [SetCount] = []
    private var open: [SetCount] = []

    /// Begins or renews a membership; its verdict is that of the latest addition.
    mutating func add(_ who: MembershipEvent.Who, _ attribution: Attribution) {
        let position = Int(who)
        if position >= attributions.count {
            attributions += [Attribution?](repeating: nil, count: position + 8 - attributions.count)
        }
        if let old = attributions[position] { change(old, by: -1) } else { active.append(who) }
        attributions[position] = attribution
        change(attribution, by: 1)
    }

    /// Ends a membership, if there is one.
    mutating func remove(_ who: MembershipEvent.Who) {
        guard Int(who) < attributions.count, let old = attributions[Int(who)] else { return }
        change(old, by: -1)
        attributions[Int(who)] = nil
    }

    /// Ends all memberships.
    mutating func removeAll() {
        for who in active { attributions[Int(who)] = nil }
        active.clear()
        restricted.clear()
        open.clear()
        permittedCount = 0
    }

    private mutating func change(_ attribution: Attribution, by amount: Int) {
        switch attribution.verdict {
        case .permitted: permittedCount += amount
        case .restricted: ActiveMemberships.change(&restricted, attribution.set, by: amount)
        case .unclassified, .stale, .unattributed, .ambiguousClock:
            ActiveMemberships.change(&open, attribution.set, by: amount)
        }
    }

    private static func change(_ counts: inout [SetCount], _ set: UInt32, by amount: Int) {
        if let position = counts.firstIndex(where: { $0.set == set }) {
            counts[position].count += amount
            if counts[position].count == 0 { counts.remove(at: position) }
        } else {
            counts.append(SetCount(set: set, count: amount))
        }
    }

    /// What they say together.
    func state(_ sets: inout SourceSets) -> State {
        guard permittedCount == 0 else { return .notSole }
        var lower = SourceSets.empty
        for entry in restricted { lower = sets.union(lower, entry.set) }
        var upper = lower
        for entry in open { upper = sets.union(upper, entry.set) }
        return State(lowerSet: lower, upperSet: upper)
    }
}
