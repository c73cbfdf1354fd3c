import RetraceCore

/// Finds which of an account's lines put it in a count first, on either side of the cutoff. Of several at that instant it
/// is the first by file and line.
struct Deciders {
    /// First instants by count and reading, and those since the cutoff.
    let first: CountInstants
    let firstSince: CountInstants
    let mask: CountMask
    /// The account's spans.
    let spans: UnsafeBufferPointer<ExposureSpan>

    /// All counts but `reached`, which impressions decide.
    private static let counts = [CountKind.atRisk, .matched, .solelyMatched, .disclosed].reduce(UInt32(0)) {
        bits, count in
        bits | 3 << UInt32(CountMask.bit(count, .before, .lower)) | 3 << UInt32(CountMask.bit(count, .since, .lower))
    }

    /// Notes in the account's events, which are in order of time, what they decide.
    func mark(_ events: UnsafeMutableBufferPointer<EvidenceEvent>, _ texts: Texts) {
        var rest = mask.rawValue & Deciders.counts
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest &- 1
            let side: Side = bit < CountInstants.count ? .before : .since
            let position = bit % CountInstants.count
            guard let count = CountKind(rawValue: position / 2) else { continue }
            let reading: Reading = position & 1 == 0 ? .lower : .upper
            guard let decider = decider(count, side, reading, events, texts) else { continue }
            events[decider].decides.formUnion(CountMask(rawValue: 1 << UInt32(bit)))
        }
    }

    private func decider(
        _ count: CountKind, _ side: Side, _ reading: Reading, _ events: UnsafeMutableBufferPointer<EvidenceEvent>,
        _ texts: Texts
    ) -> Int? {
        if count == .solelyMatched && side == .before { return startOfSole(reading, events, texts) }
        let position = count.rawValue * 2 + reading.rawValue
        let instant = side == .before ? first[position] : firstSince[position]
        for position in events.indices where events[position].instant == instant {
            guard Deciders.puts(events[position], in: count, reading) else { continue }
            if count != .solelyMatched || isSole(in: events[position].text, at: instant, reading) { return position }
        }
        return nil
    }

    /// Whether a line of this kind can put an account in the count.
    private static func puts(_ event: EvidenceEvent, in count: CountKind, _ reading: Reading) -> Bool {
        switch (count, event.kind) {
        case (.atRisk, .identifier): true
        case (.atRisk, _): reading == .upper && event.verdict.map { $0 != .permitted && $0 != .restricted } == true
        case (.matched, .match), (.solelyMatched, .match), (.disclosed, .disclosure):
            event.verdict == .restricted
                || reading == .upper && event.verdict.map { $0 != .permitted } == true
        default: false
        }
    }

    private func isSole(in audience: TextID, at instant: Instant, _ reading: Reading) -> Bool {
        spans.contains { $0.audience == audience && holds($0, reading) && $0.start <= instant && instant < $0.end }
    }

    private func holds(_ span: ExposureSpan, _ reading: Reading) -> Bool { reading == .upper || span.lowerSet != 0 }

    /// The latest match at the beginning of the first span: what came with it, or what was left when a permitted one ended.
    private func startOfSole(
        _ reading: Reading, _ events: UnsafeMutableBufferPointer<EvidenceEvent>, _ texts: Texts
    ) -> Int? {
        var first: ExposureSpan?
        for span in spans where holds(span, reading) {
            guard let best = first else {
                first = span
                continue
            }
            let isEarlier =
                span.start != best.start ? span.start < best.start : texts.precedes(span.audience, best.audience)
            if isEarlier { first = span }
        }
        guard let first else { return nil }
        let latest = events.last {
            $0.instant <= first.start && $0.text == first.audience
                && Deciders.puts($0, in: .solelyMatched, reading)
        }
        guard let latest else { return nil }
        return events.firstIndex {
            $0.instant == latest.instant && $0.text == first.audience
                && Deciders.puts($0, in: .solelyMatched, reading)
        }
    }
}
