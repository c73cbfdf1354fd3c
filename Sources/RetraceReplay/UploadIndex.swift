import RetraceCore

/// The list entries that a partition's matches without a hash may stand for.
struct UploadIndex {
    private let events: [UploadEvent]

    /// An index of events in any order. Takes O(n log n).
    init(_ events: [UploadEvent]) {
        self.events = events.sorted(by: UploadIndex.precedes)
    }

    private static func precedes(_ left: UploadEvent, _ right: UploadEvent) -> Bool {
        if left.audience != right.audience { return left.audience < right.audience }
        if left.identifier != right.identifier { return left.identifier < right.identifier }
        if left.instant != right.instant { return left.instant < right.instant }
        // At equal instants a removal wins, so that it comes last.
        return !left.isRemoval && right.isRemoval
    }

    /// Whether the identifier stands on the audience's list at an instant. Logarithmic.
    func isListed(_ identifier: IdentifierKey, in audience: TextID, at instant: Instant) -> Bool {
        let probe = UploadEvent(identifier: identifier, instant: instant, audience: audience, isRemoval: true)
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            if UploadIndex.precedes(probe, events[middle]) { high = middle } else { low = middle + 1 }
        }
        guard low > 0 else { return false }
        let latest = events[low - 1]
        return latest.audience == audience && latest.identifier == identifier && !latest.isRemoval
    }
}
