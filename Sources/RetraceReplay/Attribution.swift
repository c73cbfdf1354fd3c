import RetraceCore

/// The verdict on the use of an identifier, and where the identifier came from.
struct Attribution: Equatable {
    var verdict: Verdict
    /// The set of its sources.
    var set: UInt32

    static let unattributed = Attribution(verdict: .unattributed, set: SourceSets.unknown)

    /// Of the identifier at `position` of the holdings (nil when the account never had it) as of an instant.
    @inline(__always)
    static func of(_ position: Int?, at instant: Instant, _ holdings: Holdings, _ sets: SourceSets) -> Attribution {
        guard let position, let segment = holdings.segment(of: position, at: instant) else { return .unattributed }
        if segment.held != SourceSets.empty {
            return Attribution(verdict: sets.verdict(segment.held), set: segment.held)
        }
        if segment.last != SourceSets.empty { return Attribution(verdict: .stale, set: segment.last) }
        return .unattributed
    }

    /// In which readings the use counts as restricted, as bits; 0 when in none.
    var readings: UInt32 {
        switch verdict {
        case .permitted: 0
        case .restricted: AccountMarks.bothReadings
        case .unclassified, .stale, .unattributed: AccountMarks.upperReading
        }
    }
}
