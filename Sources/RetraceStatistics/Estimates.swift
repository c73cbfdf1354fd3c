import RetraceCore

/// Estimates for every count, keyed by ``RetraceCore/CountKind/name``.
public struct Estimates: Codable, Equatable, Sendable {
    /// Over distinct accounts.
    public var accounts: Sided<[String: EstimatePair]>
    /// Over distinct persons; nil (JSON `null`) where there is no `accounts` stream.
    public var persons: Sided<[String: EstimatePair]>?

    /// Estimates from their parts.
    public init(accounts: Sided<[String: EstimatePair]>, persons: Sided<[String: EstimatePair]>?) {
        self.accounts = accounts
        self.persons = persons
    }

    enum CodingKeys: CodingKey {
        case accounts, persons
    }

    /// Writes `persons` as `null` rather than leaving it out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(accounts, forKey: .accounts)
        try container.encode(persons, forKey: .persons)
    }
}
