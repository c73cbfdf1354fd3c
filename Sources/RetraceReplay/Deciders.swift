import RetraceCore

/// Finds which of an account's lines put it in a count first, on either side of the cutoff. Of several at that instant it
/// is the first by file and line.
struct Deciders {
    /// First instants by count and reading, and those since the cutoff.
    let first: CountInstants
    let firstSince: CountInstants
    let mask: CountMask
    let cutoff: Instant
    /// The account's spans.
    let spans: ArraySlice<ExposureSpan>

    /// Notes in the account's events, which are in order of time, what they decide.
    func mark(_ events: UnsafeMutableBufferPointer<EvidenceEvent>, _ texts: Texts) {
        for count in [CountKind.atRisk, .matched, .solelyMatched, .disclosed] {
            for side in Side.allCases {
                for reading in Reading.allCases {
                    let bit = CountMask(count, side, reading)
                    guard mask.contains(bit), let decider = decider(count, side, reading, events, texts) else {
                        continue
                    }
                    events[decider].decides.formUnion(bit)
                }
            }
        }
    }

    private func decider(
        _ count: CountKind, _ side: Side, _ reading: Reading, _ events: UnsafeMutableBufferPointer<EvidenceEvent>,
        _ texts: Texts
    ) -> Int? {
        if count == .solelyMatched && side == .before { return startOfSole(reading, events, texts) }
        let instants = side == .before ? first : firstSince
        let instant = instants[count.rawValue * 2 + reading.rawValue]
        return events.firstIndex { event in
            event.instant == instant && Deciders.puts(event, in: count, reading)
                && (count != .solelyMatched || isSole(in: event.text, at: instant, reading))
        }
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
