/// A count of people; the order is that in which each nests in the one before it (``disclosed`` in ``atRisk``).
public enum CountKind: Int, CaseIterable, Sendable {
    /// Gave an identifier for restricted purposes alone.
    case atRisk
    /// Such an identifier was used in a match.
    case matched
    /// Only such identifiers put the account into an audience.
    case solelyMatched
    /// Was shown an ad because of it.
    case reached
    /// Such an identifier left the platform.
    case disclosed

    /// The key in results.
    public var name: String {
        switch self {
        case .atRisk: "at_risk"
        case .matched: "matched"
        case .solelyMatched: "solely_matched"
        case .reached: "reached"
        case .disclosed: "disclosed"
        }
    }
}
