import RetraceCore

/// *held(a, h, t)* of one account: for which purposes each of its identifiers was held, at any instant. Reused from account
/// to account; not thread-safe.
struct Holdings: ~Copyable {
    /// From an instant on, until that of the next segment of the identifier: what is held.
    struct Segment: BitwiseCopyable {
        var start: Instant
        /// The purposes held, each with the type of its latest addition.
        var held: UInt32
        /// While nothing is held: the purposes last held, each with the type of its latest addition; 0 if none ever was.
        var last: UInt32
    }

    /// One identifier's segments, in order of time.
    struct Identifier: BitwiseCopyable {
        var key: IdentifierKey
        private var start: Int
        private var end: Int

        init(key: IdentifierKey, segments: Range<Int>) {
            self.key = key
            (start, end) = (segments.lowerBound, segments.upperBound)
        }

        var segments: Range<Int> { start..<end }
    }

    private(set) var identifiers = ScratchList<Identifier>()
    private(set) var segments = ScratchList<Segment>()

    /// Rebuilds the holdings from an account's events in `range`, which are sorted on the way. Takes O(n log n).
    mutating func build(_ events: inout [IdentifierEvent], _ range: Range<Int>, _ sets: inout SourceSets) {
        identifiers.clear()
        segments.clear()
        sortRange(&events, range, by: Holdings.precedes)
        var start = range.lowerBound
        while start < range.upperBound {
            let key = events[start].identifier
            let firstSegment = segments.count
            var state = Segment(start: .distantPast, held: SourceSets.empty, last: SourceSets.empty)
            while start < range.upperBound && events[start].identifier == key {
                start = advance(&state, events, from: start, to: range.upperBound, &sets)
                segments.append(state)
            }
            identifiers.append(Identifier(key: key, segments: firstSegment..<segments.count))
        }
    }

    /// By identifier and time; at equal instants additions first, since removals win, and among them e-mail last, since it wins.
    private static func precedes(_ left: IdentifierEvent, _ right: IdentifierEvent) -> Bool {
        if left.identifier != right.identifier { return left.identifier < right.identifier }
        if left.instant != right.instant { return left.instant < right.instant }
        if left.isRemoval != right.isRemoval { return right.isRemoval }
        return left.type.rawValue > right.type.rawValue
    }

    /// Applies all events of one instant; returns the position of the next one.
    private func advance(
        _ state: inout Segment, _ events: [IdentifierEvent], from start: Int, to end: Int, _ sets: inout SourceSets
    ) -> Int {
        let (key, instant) = (events[start].identifier, events[start].instant)
        var heldBefore = state.held
        var position = start
        state.start = instant
        while position < end && events[position].identifier == key && events[position].instant == instant {
            let event = events[position]
            if event.isRemoval {
                state.held =
                    event.purpose == absentText ? SourceSets.empty : sets.removing(event.purpose, from: state.held)
            } else {
                let cell = SourceCell(purpose: event.purpose, type: event.type)
                state.held = sets.adding(cell, to: state.held)
                // An addition that a removal undoes at once is still the purpose's latest.
                heldBefore = sets.retyping(cell, in: heldBefore)
                state.last = sets.retyping(cell, in: state.last)
            }
            position += 1
        }
        if state.held != SourceSets.empty {
            state.last = SourceSets.empty
        } else if heldBefore != SourceSets.empty {
            state.last = heldBefore
        }
        return position
    }

    /// The position of an identifier in ``identifiers``, or nil. Logarithmic.
    @inline(__always)
    func position(of key: IdentifierKey) -> Int? {
        var low = 0
        var high = identifiers.count
        while low < high {
            let middle = (low + high) / 2
            if identifiers[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < identifiers.count && identifiers[low].key == key ? low : nil
    }

    /// The segment of an identifier (by position) at an instant; nil before its first event. Logarithmic.
    @inline(__always)
    func segment(of identifier: Int, at instant: Instant) -> Segment? {
        let range = identifiers[identifier].segments
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].start <= instant { low = middle + 1 } else { high = middle }
        }
        return low > range.lowerBound ? segments[low - 1] : nil
    }
}
