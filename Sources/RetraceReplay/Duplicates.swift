import RetraceCore

/// Finds the lines that repeat an event: of lines with the same event id the earliest is kept, at equal time stamps the one
/// whose fields are smallest. Reused from account to account.
struct Duplicates {
    private var order: [Int32] = []
    /// Whether some line was dropped of which could not be told whether it is the one to keep.
    private(set) var areUndecided = false

    /// Moves the events to keep to the front of `range` and returns their range, in no particular order; the others follow.
    /// Takes O(n log n).
    ///
    /// - Parameters:
    ///   - eventID: nil for lines without one, which are all kept.
    ///   - precedes: whether the first of two lines of one event is the one to keep.
    ///   - isUndecided: whether that can't be told of the line kept and another one of its event.
    mutating func drop<Event>(
        _ events: inout [Event], _ range: Range<Int>, eventID: (Event) -> UInt64?,
        precedes: (Event, Event) -> Bool, isUndecided: (Event, Event) -> Bool = { _, _ in false }
    ) -> Range<Int> {
        order.clear()
        for position in range where eventID(events[position]) != nil {
            order.append(Int32(position - range.lowerBound))
        }
        guard order.count > 1 else { return range }
        let start = range.lowerBound
        sortRange(&order, 0..<order.count) { left, right in
            let leftEvent = events[start + Int(left)]
            let rightEvent = events[start + Int(right)]
            let (leftID, rightID) = (eventID(leftEvent)!, eventID(rightEvent)!)
            if leftID != rightID { return leftID < rightID }
            return precedes(leftEvent, rightEvent)
        }
        var dropped: [Int] = []
        var kept = start + Int(order[0])
        for place in 1..<order.count {
            let position = start + Int(order[place])
            if eventID(events[position]) == eventID(events[kept]) {
                dropped.append(position)
                if isUndecided(events[kept], events[position]) { areUndecided = true }
            } else {
                kept = position
            }
        }
        return Duplicates.remove(dropped, from: &events, range)
    }

    /// False when no two of few lines have the same event id, as is usual: then there is nothing to drop.
    @inline(__always)
    static func mayRepeat<Event>(
        _ events: [Event], _ range: Range<Int>, _ eventID: (Event) -> UInt64?
    ) -> Bool {
        guard range.count > 1 else { return false }
        guard range.count <= 12 else { return true }
        for position in range.dropFirst() {
            guard let event = eventID(events[position]) else { continue }
            for earlier in range.lowerBound..<position where eventID(events[earlier]) == event { return true }
        }
        return false
    }

    private static func remove<Event>(_ dropped: [Int], from events: inout [Event], _ range: Range<Int>) -> Range<Int> {
        guard !dropped.isEmpty else { return range }
        var next = range.lowerBound
        let isDropped = Set(dropped)
        for position in range where !isDropped.contains(position) {
            if next != position { events.swapAt(next, position) }
            next += 1
        }
        return range.lowerBound..<next
    }
}

extension UseEvent {
    /// Nil when the line names no event.
    var optionalEventID: UInt64? { hasEventID ? eventID : nil }

    /// Whether this line of an event is kept rather than the other: the earlier one, then field by field in the order of
    /// the stream's table (target, type, hash, action), an absent field smallest.
    func isKept(over other: UseEvent, _ texts: Texts) -> Bool {
        if instant != other.instant { return instant < other.instant }
        if target != other.target { return texts.precedes(target, other.target) }
        if type != other.type { return type.rawValue < other.type.rawValue }
        if hasHash != other.hasHash { return !hasHash }
        if hasHash && identifier != other.identifier { return hashPrecedes(other) }
        if isRemoval != other.isRemoval { return other.isRemoval }
        // The lines say the same: that the first one is kept can be seen in the evidence alone.
        return isWhole && detail.location < other.detail.location
    }

    private func hashPrecedes(_ other: UseEvent) -> Bool {
        if isWhole { return detail.hash < other.detail.hash }
        // Any order will do where both begin alike: see `isUndecided`.
        return hashStart != other.hashStart ? hashStart < other.hashStart : identifier < other.identifier
    }

    /// Whether it takes the whole hashes to tell which of two lines of one event is kept.
    func isUndecided(_ other: UseEvent) -> Bool {
        !isWhole && hasHash && other.hasHash && hashStart == other.hashStart && identifier != other.identifier
            && instant == other.instant && target == other.target && type == other.type
    }
}
