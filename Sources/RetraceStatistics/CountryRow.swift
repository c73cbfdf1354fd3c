/// A row of ``Breakdowns/country``.
public struct CountryRow: Codable, Equatable, Sendable {
    /// The country where the ad was served, or `unknown`.
    public var country: String
    /// Counts before the cutoff.
    public var before: CountSet
    /// Counts since the cutoff.
    public var since: CountSet

    /// A row from its parts.
    public init(country: String, before: CountSet, since: CountSet) {
        self.country = country
        self.before = before
        self.since = since
    }
}
