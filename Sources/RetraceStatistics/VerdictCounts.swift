import RetraceCore

/// `add` match events by verdict, after de-duplication; a match without a hash counts once per candidate.
public struct VerdictCounts: Codable, Equatable, Sendable {
    /// See ``RetraceCore/Verdict/permitted``.
    public var permitted: UInt64 = 0
    /// See ``RetraceCore/Verdict/restricted``.
    public var restricted: UInt64 = 0
    /// See ``RetraceCore/Verdict/unclassified``.
    public var unclassified: UInt64 = 0
    /// See ``RetraceCore/Verdict/stale``.
    public var stale: UInt64 = 0
    /// See ``RetraceCore/Verdict/unattributed``.
    public var unattributed: UInt64 = 0
    /// See ``RetraceCore/Verdict/ambiguousClock``; nil (left out in JSON) where no tolerance for clocks was asked for.
    public var ambiguousClock: UInt64?

    /// All zero.
    public init() {}

    enum CodingKeys: String, CodingKey {
        case permitted, restricted, unclassified, stale, unattributed
        case ambiguousClock = "ambiguous_clock"
    }

    /// The verdicts that can be: all, but for the ambiguous one where clocks are believed.
    public var listed: [Verdict] { Verdict.allCases.filter { $0 != .ambiguousClock || ambiguousClock != nil } }

    /// One number by its verdict.
    public subscript(verdict: Verdict) -> UInt64 {
        get {
            switch verdict {
            case .permitted: permitted
            case .restricted: restricted
            case .unclassified: unclassified
            case .stale: stale
            case .unattributed: unattributed
            case .ambiguousClock: ambiguousClock ?? 0
            }
        }
        set {
            switch verdict {
            case .permitted: permitted = newValue
            case .restricted: restricted = newValue
            case .unclassified: unclassified = newValue
            case .stale: stale = newValue
            case .unattributed: unattributed = newValue
            case .ambiguousClock: ambiguousClock = newValue
            }
        }
    }
}
