/// A row of ``Breakdowns/month``.
public struct MonthRow: Codable, Equatable, Sendable {
    /// `YYYY-MM` in UTC.
    public var month: String
    /// Counts before the cutoff.
    public var before: CountSet
    /// Counts since the cutoff.
    public var since: CountSet

    /// A row from its parts.
    public init(month: String, before: CountSet, since: CountSet) {
        self.month = month
        self.before = before
        self.since = since
    }
}
