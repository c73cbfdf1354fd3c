import RetraceCore

/// The memberships of one account in one audience that are active, and what they say together: *sole(a, A, t)*. Constant
/// time per change, plus the number of different source sets. Reused; not thread-safe.
struct ActiveMemberships: ~Copyable {
    /// How many active memberships have a set of sources.
    struct SetCount: BitwiseCopyable {
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

    private var attributions = ScratchList<Attribution?>()
    private var active = ScratchList<MembershipEvent.Who>()
    private var permittedCount = 0
    private var restricted = ScratchList<SetCount>()
    private var open = ScratchList<SetCount>()

    /// Begins or renews a membership; its verdict is that of the latest addition.
    mutating func add(_ who: MembershipEvent.Who, _ attribution: Attribution) {
        let position = Int(who)
        if position >= attributions.count { attributions.extend(to: position + 8, with: nil) }
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
        for position in active.indices { attributions[Int(active[position])] = nil }
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

    private static func change(_ counts: inout ScratchList<SetCount>, _ set: UInt32, by amount: Int) {
        for position in counts.indices where counts[position].set == set {
            counts[position].count += amount
            if counts[position].count == 0 { counts.remove(at: position) }
            return
        }
        counts.append(SetCount(set: set, count: amount))
    }

    /// What they say together.
    func state(_ sets: inout SourceSets) -> State {
        guard permittedCount == 0 else { return .notSole }
        var lower = SourceSets.empty
        for position in restricted.indices { lower = sets.union(lower, restricted[position].set) }
        var upper = lower
        for position in open.indices { upper = sets.union(upper, open[position].set) }
        return State(lowerSet: lower, upperSet: upper)
    }
}
