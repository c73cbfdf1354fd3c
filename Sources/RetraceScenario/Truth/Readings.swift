import RetraceCore

/// In which readings of the counts something matters: its bits are those of a ``RetraceCore/CountMask``.
struct Readings: Sendable {
    let bits: UInt32

    /// In both: it was restricted.
    static let both = Readings(bits: 0b11)
    /// Where open verdicts are read as restricted.
    static let upper = Readings(bits: 0b10)
    /// In none.
    static let none = Readings(bits: 0)

    private init(bits: UInt32) { self.bits = bits }

    /// The readings in which a use with a verdict counts.
    init(_ verdict: Verdict) {
        self = verdict == .restricted ? .both : verdict == .permitted ? .none : .upper
    }

    /// The readings in which holding an identifier for a purpose alone puts at risk.
    init(_ classification: Policy.Classification) {
        switch classification {
        case .restricted: self = .both
        case .unclassified: self = .upper
        case .permitted: self = .none
        }
    }
}
