/// A row of ``ReplayResult/timeline``.
public struct TimelineDay: Codable, Equatable, Sendable {
    /// `YYYY-MM-DD` in UTC.
    public var day: String
    /// Accounts whose first qualifying instant lies in that day.
    public var accounts: CountSet

    /// A row from its parts.
    public init(day: String, accounts: CountSet) {
        self.day = day
        self.accounts = accounts
    }
}
