/// Totals over distinct accounts and, where the logs name them, distinct persons.
public struct Totals: Codable, Equatable, Sendable {
    /// Over distinct accounts.
    public var accounts: Sided<CountSet>
    /// Over distinct persons; nil (JSON `null`) where there is no `accounts` stream.
    public var persons: Sided<CountSet>?

    /// Totals from their parts.
    public init(accounts: Sided<CountSet>, persons: Sided<CountSet>?) {
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
