import RetraceCore

/// The verdict on the use of an identifier, and where the identifier came from.
struct Attribution: Equatable, BitwiseCopyable {
    var verdict: Verdict
    /// The set of its sources.
    var set: UInt32

    static let unattributed = Attribution(verdict: .unattributed, set: SourceSets.unknown)
    static let ambiguousClock = Attribution(verdict: .ambiguousClock, set: SourceSets.unknown)

    /// Of the identifier at `position` of the holdings (nil when the account never had it) as of an instant.
    @inline(__always)
    static func of(_ position: Int?, at instant: Instant, _ holdings: borrowing Holdings, _ sets: borrowing SourceSets)
        -> Attribution
    {
        guard let position, let segment = holdings.segment(of: position, at: instant) else { return .unattributed }
        if segment.held != SourceSets.empty {
            return Attribution(verdict: sets.verdict(segment.held), set: segment.held)
        }
        if segment.last != SourceSets.empty { return Attribution(verdict: .stale, set: segment.last) }
        return .unattributed
    }

    /// Itself, if its verdict is the same `skew` milliseconds before and after; else what is not known for certain.
    @inline(__always)
    func tolerating(
        _ skew: Int64, of position: Int?, at instant: Instant, _ holdings: borrowing Holdings,
        _ sets: borrowing SourceSets
    ) -> Attribution {
        skew == 0 || isSteady(skew, position, instant, holdings, sets) ? self : .ambiguousClock
    }

    @inline(never)
    private func isSteady(
        _ skew: Int64, _ position: Int?, _ instant: Instant, _ holdings: borrowing Holdings,
        _ sets: borrowing SourceSets
    ) -> Bool {
        func verdict(_ milliseconds: Int64) -> Verdict {
            Attribution.of(position, at: Instant(milliseconds: milliseconds), holdings, sets).verdict
        }
        return verdict(instant.milliseconds - skew) == self.verdict
            && verdict(instant.milliseconds + skew) == self.verdict
    }

    /// In which readings the use counts as restricted, as bits; 0 when in none.
    var readings: UInt32 {
        switch verdict {
        case .permitted: 0
        case .restricted: AccountMarks.bothReadings
        case .unclassified, .stale, .unattributed, .ambiguousClock: AccountMarks.upperReading
        }
    }
}
