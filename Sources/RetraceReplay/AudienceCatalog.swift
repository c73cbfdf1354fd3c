import RetraceCore

/// What the `audiences` stream says: whose each audience is, and when it did not exist. Immutable; any thread may ask.
public struct AudienceCatalog: Sendable {
    /// From an instant on, an audience is deleted or exists (again).
    struct Change: Sendable {
        var instant: Instant
        var isDeleted: Bool
    }

    /// One audience.
    struct Entry: Sendable {
        /// ``absentText`` when unknown.
        var product: TextID = absentText
        /// ``absentText`` when unknown.
        var advertiser: TextID = absentText
        /// Positions of its changes in the catalog's list: in order of time; each differs from the one before it, and the
        /// first is a deletion.
        var changes: Range<Int32> = 0..<0
    }

    private let entries: [Entry]
    private let changes: [Change]
    /// The position of each audience's entry by its number, which are dense; -1 for texts that are no audience.
    private let positions: [Int32]
    private let nobody = Entry()

    /// A catalog from all events of the stream, in any order. Takes O(n log n).
    public init(_ events: [AudienceEvent], texts: Texts) {
        let sorted = events.sorted { left, right in
            if left.audience != right.audience { return left.audience < right.audience }
            if left.instant != right.instant { return left.instant < right.instant }
            // At equal instants a deletion wins, so that it comes last.
            return !left.isDeletion && right.isDeletion
        }
        var entries: [Entry] = []
        var changes: [Change] = []
        var positions = [Int32](repeating: -1, count: sorted.last.map { Int($0.audience) + 1 } ?? 0)
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count && sorted[end].audience == sorted[start].audience { end += 1 }
            positions[Int(sorted[start].audience)] = Int32(entries.count)
            entries.append(AudienceCatalog.entry(sorted[start..<end], texts, &changes))
            start = end
        }
        self.entries = entries
        self.changes = changes
        self.positions = positions
    }

    private static func entry(
        _ events: ArraySlice<AudienceEvent>, _ texts: Texts, _ changes: inout [Change]
    ) -> Entry {
        var entry = Entry()
        let firstChange = Int32(changes.count)
        let creations = events.filter { !$0.isDeletion }
        entry.product = latest(creations.map { ($0.instant, $0.product) }, texts)
        entry.advertiser = latest(creations.map { ($0.instant, $0.advertiser) }, texts)
        var isDeleted = false
        for (position, event) in zip(events.indices, events) {
            let isLastAtInstant = position + 1 == events.endIndex || events[position + 1].instant != event.instant
            guard isLastAtInstant, event.isDeletion != isDeleted else { continue }
            isDeleted = event.isDeletion
            changes.append(Change(instant: event.instant, isDeleted: isDeleted))
        }
        entry.changes = firstChange..<Int32(changes.count)
        return entry
    }

    /// The text of the latest creation that names one; at equal instants the smallest as bytes.
    private static func latest(_ named: [(instant: Instant, text: TextID)], _ texts: Texts) -> TextID {
        var best: (instant: Instant, text: TextID)?
        for candidate in named where candidate.text != absentText {
            guard let current = best else {
                best = candidate
                continue
            }
            let isLater = candidate.instant > current.instant
            let isSmaller = candidate.instant == current.instant && texts.precedes(candidate.text, current.text)
            if isLater || isSmaller { best = candidate }
        }
        return best.map { $0.text == unknownText ? absentText : $0.text } ?? absentText
    }

    /// What is known of an audience; one that no event names exists, and is nobody's. Constant time.
    @inline(__always)
    func entry(of audience: TextID) -> Entry {
        guard Int(audience) < positions.count, positions[Int(audience)] >= 0 else { return nobody }
        return entries[Int(positions[Int(audience)])]
    }

    /// A change by its position. Constant time.
    @inline(__always)
    func change(at position: Int32) -> Change { changes[Int(position)] }
}
