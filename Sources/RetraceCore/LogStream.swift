/// A kind of log: one folder of the log root, one kind of line.
public enum LogStream: UInt8, CaseIterable, Sendable {
    /// An account gained or lost an identifier for a purpose.
    case identifiers
    /// An audience was created or deleted.
    case audiences
    /// A list entry of an audience was added or removed.
    case uploads
    /// The matcher put an account into an audience, or took it out.
    case matches
    /// An ad was served.
    case impressions
    /// Data about an account left the platform.
    case disclosures
    /// Who owns an account, and where that person lives.
    case accounts

    /// The folder's name and the key in results.
    public var name: String {
        switch self {
        case .identifiers: "identifiers"
        case .audiences: "audiences"
        case .uploads: "uploads"
        case .matches: "matches"
        case .impressions: "impressions"
        case .disclosures: "disclosures"
        case .accounts: "accounts"
        }
    }

    /// Whether a replay makes no sense without it.
    public var isRequired: Bool {
        self == .identifiers || self == .matches
    }
}
