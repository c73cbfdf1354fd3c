import RetraceCore

/// What a case keeps of the impressions that reached one account. Without memory of its own: there is one for every account
/// that was reached.
struct ReachedEvidence {
    /// An impression that put the account in the count on a side and in a reading, and the audience that it did so for.
    private struct Decider {
        var instant = Instant.distantFuture
        var location = EventLocation(rawValue: 0)
        var country = absentText
        var audience = absentText
    }

    /// The first ones, by side and reading.
    private var deciders = InlineArray<4, Decider>(repeating: Decider())
    /// Which of them there are.
    private var bits: UInt32 = 0
    /// First instants by reading.
    private(set) var first = (Instant.distantFuture, Instant.distantFuture)
    /// Last instants by reading.
    private(set) var last = (Instant.distantPast, Instant.distantPast)
    /// The account's cells, in the list of ``ReachedAccounts``.
    var cells = 0..<0

    /// An impression was shown for an audience, and sets `bits`. Of several at one instant the first by file and line counts,
    /// then the audience that comes first as bytes.
    mutating func note(_ impression: ImpressionEvent, _ audience: TextID, _ bits: UInt32, _ texts: Texts) {
        let new = Decider(
            instant: impression.instant, location: impression.location, country: impression.country, audience: audience)
        for position in deciders.indices where bits & ReachedEvidence.bit(position) != 0 {
            let isKnown = self.bits & ReachedEvidence.bit(position) != 0
            guard !isKnown || ReachedEvidence.precedes(new, deciders[position], texts) else { continue }
            deciders[position] = new
            self.bits |= ReachedEvidence.bit(position)
        }
    }

    /// What stands for the count on a side and in a reading, in the order of ``deciders``.
    @inline(__always)
    private static func bit(_ position: Int) -> UInt32 {
        CountMask(.reached, position < 2 ? .before : .since, position & 1 == 0 ? .lower : .upper).rawValue
    }

    private static func precedes(_ left: Decider, _ right: Decider, _ texts: Texts) -> Bool {
        if left.instant != right.instant { return left.instant < right.instant }
        if left.location != right.location { return left.location < right.location }
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

    /// Appends the deciding impressions, each once.
    func append(_ lines: LineNumbers, to events: inout [EvidenceEvent]) {
        let start = events.count
        for position in deciders.indices where bits & ReachedEvidence.bit(position) != 0 {
            let decider = deciders[position]
            let event = EvidenceEvent(
                kind: .impression, instant: decider.instant, file: decider.location.file,
                line: lines.number(of: decider.location), text: decider.audience, country: decider.country,
                decides: CountMask(rawValue: ReachedEvidence.bit(position)))
            let twin = (start..<events.count).first {
                events[$0].file == event.file && events[$0].line == event.line && events[$0].text == event.text
            }
            if let twin { events[twin].decides.formUnion(event.decides) } else { events.append(event) }
        }
        sortRange(&events, start..<events.count) { $0.decides.rawValue < $1.decides.rawValue }
    }
}
