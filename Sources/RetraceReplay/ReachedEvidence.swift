import RetraceCore

/// What a case keeps of the impressions that reached one account.
struct ReachedEvidence {
    /// The first impression that put the account in the count on a side and in a reading.
    private struct Decider {
        var impression: ImpressionEvent
        var audience: TextID
        var bit: CountMask
    }

    private var deciders: [Decider] = []
    /// First instants by reading.
    private(set) var first = (Instant.distantFuture, Instant.distantFuture)
    /// Last instants by reading.
    private(set) var last = (Instant.distantPast, Instant.distantPast)
    private(set) var cells: [EvidenceCell] = []

    /// An impression was shown for an audience, and sets `bits`. Of several at one instant the first by file and line counts,
    /// then the audience that comes first as bytes.
    mutating func note(_ impression: ImpressionEvent, _ audience: TextID, _ bits: UInt32, _ texts: Texts) {
        for side in Side.allCases {
            for reading in Reading.allCases {
                let bit = CountMask(.reached, side, reading)
                guard bits & bit.rawValue != 0 else { continue }
                let new = Decider(impression: impression, audience: audience, bit: bit)
                if let known = deciders.firstIndex(where: { $0.bit == bit }) {
                    if ReachedEvidence.precedes(new, deciders[known], texts) { deciders[known] = new }
                } else {
                    deciders.append(new)
                }
            }
        }
    }

    private static func precedes(_ left: Decider, _ right: Decider, _ texts: Texts) -> Bool {
        if left.impression.instant != right.impression.instant {
            return left.impression.instant < right.impression.instant
        }
        if left.impression.location != right.impression.location {
            return left.impression.location < right.impression.location
        }
        return texts.precedes(left.audience, right.audience)
    }

    /// Takes in the account's marks before they are flushed.
    mutating func add(_ marks: borrowing AccountMarks) {
        let lower = EvidenceBatch.instantPosition(.reached, .lower)
        first = (
            min(marks.first[lower], marks.firstSince[lower]), min(marks.first[lower + 1], marks.firstSince[lower + 1])
        )
        last = (marks.last[lower], marks.last[lower + 1])
    }

    /// Takes in the cells that the marks have been flushed to.
    mutating func addCells(of facts: PartitionFacts, after positions: CellPositions) {
        positions.appendCells(of: facts, to: &cells)
    }

    /// Appends the deciding impressions, each once.
    func append(_ lines: LineNumbers, to events: inout [EvidenceEvent]) {
        let start = events.count
        for decider in deciders {
            let event = EvidenceEvent(
                kind: .impression, instant: decider.impression.instant, file: decider.impression.location.file,
                line: lines.number(of: decider.impression.location), text: decider.audience,
                country: decider.impression.country, decides: decider.bit)
            let twin = (start..<events.count).first {
                events[$0].file == event.file && events[$0].line == event.line && events[$0].text == event.text
            }
            if let twin { events[twin].decides.formUnion(decider.bit) } else { events.append(event) }
        }
        sortRange(&events, start..<events.count) { $0.decides.rawValue < $1.decides.rawValue }
    }
}
