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

    /// All zero.
    public init() {}

    /// One number by its verdict.
    public subscript(verdict: Verdict) -> UInt64 {
        get {
            switch verdict {
            case .permitted: permitted
            case .restricted: restricted
            case .unclassified: unclassified
            case .stale: stale
            case .unattributed: unattributed
            }
        }
        set {
            switch verdict {
            case .permitted: permitted = newValue
            case .restricted: restricted = newValue
            case .unclassified: unclassified = newValue
            case .stale: stale = newValue
            case .unattributed: unattributed = newValue
            }
        }
    }
}
