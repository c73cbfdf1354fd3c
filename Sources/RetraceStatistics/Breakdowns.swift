/// Counts of accounts by cell. An account is counted once in every cell that it falls in. Each array is sorted by its
/// keys (as UTF-8 bytes); rows of zeros only are left out. What is not known has the key `unknown`.
public struct Breakdowns: Codable, Equatable, Sendable {
    /// By identifier type and purpose.
    public var source: [SourceRow] = []
    /// By the audience's product.
    public var product: [ProductRow] = []
    /// By the audience's advertiser.
    public var advertiser: [AdvertiserRow] = []
    /// By the country and region of residence.
    public var residence: [ResidenceRow] = []
    /// By the country of the impression; only `reached` is ever other than zero.
    public var country: [CountryRow] = []
    /// By the UTC month of the first event or instant on that side of the cutoff.
    public var month: [MonthRow] = []

    /// No rows.
    public init() {}
}
