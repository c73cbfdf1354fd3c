/// A row of ``Breakdowns/residence``.
public struct ResidenceRow: Codable, Equatable, Sendable {
    /// The country of residence, or `unknown`.
    public var country: String
    /// The region of residence, or `unknown`.
    public var region: String
    /// Counts before the cutoff.
    public var before: CountSet
    /// Counts since the cutoff.
    public var since: CountSet

    /// A row from its parts.
    public init(country: String, region: String, before: CountSet, since: CountSet) {
        self.country = country
        self.region = region
        self.before = before
        self.since = since
    }
}
