import RetraceCore

/// Replays the memberships of one account: finds the spans in which only restricted identifiers kept it in an audience, and
/// marks `solely_matched`. Reused from account to account; not thread-safe.
struct Memberships: ~Copyable {
    private let cutoff: Instant
    private let catalog: AudienceCatalog
    private var active = ActiveMemberships()

    init(cutoff: Instant, catalog: AudienceCatalog) {
        self.cutoff = cutoff
        self.catalog = catalog
    }

    /// What an account's replay needs at hand.
    struct Context: ~Copyable {
        var marks: AccountMarks
        var sets: SourceSets
        var spans: [ExposureSpan]
    }

    /// Replays all events of one account, which are sorted on the way, and appends the spans found. Takes O(n log n), plus
    /// the number of times that an audience of the account was deleted or re-created.
    mutating func replay(_ events: inout ScratchList<MembershipEvent>, _ context: inout Context) {
        events.withElements { sort($0, by: MembershipEvent.precedes) }
        var start = 0
        while start < events.count {
            var end = start + 1
            while end < events.count && events[end].audience == events[start].audience { end += 1 }
            replayAudience(events, start..<end, &context)
            start = end
        }
    }

    private mutating func replayAudience(
        _ events: borrowing ScratchList<MembershipEvent>, _ range: Range<Int>, _ context: inout Context
    ) {
        let entry = catalog.entry(of: events[range.lowerBound].audience)
        var next = range.lowerBound
        var nextChange = entry.changes.lowerBound
        var isDeleted = false
        var open = ActiveMemberships.State.notSole
        var openSince = Instant.distantPast
        while next < range.upperBound || nextChange < entry.changes.upperBound {
            let eventInstant = next < range.upperBound ? events[next].instant : .distantFuture
            let changeInstant =
                nextChange < entry.changes.upperBound ? catalog.change(at: nextChange).instant : .distantFuture
            let instant = min(eventInstant, changeInstant)
            if changeInstant == instant {
                isDeleted = catalog.change(at: nextChange).isDeleted
                nextChange += 1
            }
            let added = apply(events, &next, range.upperBound, at: instant)
            let state = isDeleted ? .notSole : active.state(&context.sets)
            if state != open {
                close(open, openSince, instant, events[range.lowerBound].audience, entry, &context)
                open = state
                openSince = instant
            }
            if added != 0 { markNewMatch(added, state, instant, entry, &context) }
        }
        close(open, openSince, .distantFuture, events[range.lowerBound].audience, entry, &context)
        active.removeAll()
    }

    /// Applies the events of one instant. Returns in which readings an addition among them counts as restricted.
    private mutating func apply(
        _ events: borrowing ScratchList<MembershipEvent>, _ next: inout Int, _ end: Int, at instant: Instant
    ) -> UInt32 {
        var added: UInt32 = 0
        while next < end && events[next].instant == instant {
            let event = events[next]
            if !event.isRemoval {
                active.add(event.who, event.attribution)
                added |= event.attribution.readings
            } else if event.who == MembershipEvent.everybody {
                active.removeAll()
            } else {
                active.remove(event.who)
            }
            next += 1
        }
        return added
    }

    /// A span of one state ends: if it was sole, it puts the account in `solely_matched` before the cutoff, and exposes it.
    private func close(
        _ state: ActiveMemberships.State, _ start: Instant, _ end: Instant, _ audience: TextID,
        _ entry: AudienceCatalog.Entry, _ context: inout Context
    ) {
        guard state != .notSole else { return }
        context.spans.append(
            ExposureSpan(audience: audience, lowerSet: state.lowerSet, upperSet: state.upperSet, start: start, end: end)
        )
        let upper = context.marks.before(.solelyMatched, AccountMarks.upperReading, start)
        mark(upper, state.upperSet, entry, &context)
        guard state.lowerSet != SourceSets.empty else { return }
        let lower = context.marks.before(.solelyMatched, AccountMarks.lowerReading, start)
        mark(lower, state.lowerSet, entry, &context)
    }

    /// Since the cutoff only a new match counts, made while the account is sole in the audience.
    private func markNewMatch(
        _ added: UInt32, _ state: ActiveMemberships.State, _ instant: Instant, _ entry: AudienceCatalog.Entry,
        _ context: inout Context
    ) {
        let isLower = added & AccountMarks.lowerReading != 0 && state.lowerSet != SourceSets.empty
        let isUpper = added & AccountMarks.upperReading != 0 && state.upperSet != SourceSets.empty
        if isLower { context.marks.noteLast(.solelyMatched, AccountMarks.lowerReading, instant) }
        if isUpper { context.marks.noteLast(.solelyMatched, AccountMarks.upperReading, instant) }
        guard instant >= cutoff else { return }
        if isUpper {
            let bits = context.marks.since(.solelyMatched, AccountMarks.upperReading, instant)
            mark(bits, state.upperSet, entry, &context)
        }
        if isLower {
            let bits = context.marks.since(.solelyMatched, AccountMarks.lowerReading, instant)
            mark(bits, state.lowerSet, entry, &context)
        }
    }

    private func mark(_ bits: UInt32, _ set: UInt32, _ entry: AudienceCatalog.Entry, _ context: inout Context) {
        context.marks.addSource(bits, set: set)
        context.marks.addOwner(bits, product: entry.product, advertiser: entry.advertiser)
    }
}
