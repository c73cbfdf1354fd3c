/// A row of ``Breakdowns/advertiser``.
public struct AdvertiserRow: Codable, Equatable, Sendable {
    /// The advertiser's id, or `unknown`.
    public var advertiser: String
    /// Counts before the cutoff.
    public var before: CountSet
    /// Counts since the cutoff.
    public var since: CountSet

    /// A row from its parts.
    public init(advertiser: String, before: CountSet, since: CountSet) {
        self.advertiser = advertiser
        self.before = before
        self.since = since
    }
}
