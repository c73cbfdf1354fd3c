/// What the purposes held for an identifier at the moment of its use say about that use.
public enum Verdict: UInt8, BitwiseCopyable, CaseIterable, Sendable {
    /// A purpose held permits advertising.
    case permitted
    /// Every purpose held restricts it.
    case restricted
    /// None permits it, and one at least is under no prefix of the policy.
    case unclassified
    /// Nothing was held any more, but something had been.
    case stale
    /// Nothing had ever been held.
    case unattributed
    /// Clocks that are off by no more than is tolerated would have it otherwise: counts as ``unattributed``.
    case ambiguousClock

    /// The key in results.
    public var name: String {
        switch self {
        case .permitted: "permitted"
        case .restricted: "restricted"
        case .unclassified: "unclassified"
        case .stale: "stale"
        case .unattributed: "unattributed"
        case .ambiguousClock: "ambiguous_clock"
        }
    }
}
