import RetraceCore
import RetraceIngest

/// A round of a run on several machines: files are mapped to records by part, and the records of a part reduced. In order.
public enum ClusterStage: String, CaseIterable, Sendable {
    /// Identifiers, audiences, matches and disclosures, and the first pass over them.
    case identities
    /// Uploads, and the first pass over accounts that were put off for them.
    case uploads
    /// Accounts and impressions, and the second pass.
    case exposures
    /// Persons, who are brought together by their own key. Nothing is mapped.
    case persons

    /// The streams whose files are mapped.
    public var streams: [LogStream] {
        switch self {
        case .identities: [.identifiers, .audiences, .matches, .disclosures]
        case .uploads: [.uploads]
        case .exposures: [.accounts, .impressions]
        case .persons: []
        }
    }

    /// What a mapper must know of what earlier pieces found.
    public var knownToMap: Set<ExchangeKind> {
        switch self {
        case .identities, .persons: []
        case .uploads: [.requests]
        case .exposures: [.affectedAccounts, .exposedAccounts]
        }
    }

    /// What a reducer must know of what earlier pieces found: whose audiences are, how sources are numbered, and which files
    /// are whole.
    public var knownToReduce: Set<ExchangeKind> { self == .persons ? [] : [.audiences, .files, .progress] }
}
