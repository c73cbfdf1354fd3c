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
    /// First instants by reading, then last ones.
    private(set) var instants: [Instant] = []
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
        instants =
            (lower...lower + 1).map { min(marks.first[$0], marks.firstSince[$0]) }
            + marks.last.values[lower...lower + 1]
    }

    /// Takes in the cells that the marks have been flushed to.
    mutating func addCells(of facts: PartitionFacts, after positions: CellPositions) {
        cells = positions.cells(of: facts)
    }

    /// The deciding impressions, each once; in the order of what they decide.
    func events(_ lines: LineNumbers) -> [EvidenceEvent] {
        var events: [EvidenceEvent] = []
        for decider in deciders {
            let event = EvidenceEvent(
                kind: .impression, instant: decider.impression.instant, file: decider.impression.location.file,
                line: lines.number(of: decider.impression.location), text: decider.audience,
                country: decider.impression.country, decides: decider.bit)
            let twin = events.firstIndex {
                $0.file == event.file && $0.line == event.line && $0.text == event.text
            }
            if let twin { events[twin].decides.formUnion(decider.bit) } else { events.append(event) }
        }
        return events.sorted { $0.decides.rawValue < $1.decides.rawValue }
    }
}
