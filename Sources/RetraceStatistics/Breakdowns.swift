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

/// A row of ``Breakdowns/source``.
public struct SourceRow: Codable, Equatable, Sendable {
    /// `email`, `phone` or `unknown`.
    public var idType: String
    /// The purpose, or `unknown`.
    public var purpose: String
    /// Counts before the cutoff.
    public var before: CountSet
    /// Counts since the cutoff.
    public var since: CountSet

    /// A row from its parts.
    public init(idType: String, purpose: String, before: CountSet, since: CountSet) {
        self.idType = idType
        self.purpose = purpose
        self.before = before
        self.since = since
    }

    enum CodingKeys: String, CodingKey {
        case purpose, before, since
        case idType = "id_type"
    }
}

/// A row of ``Breakdowns/product``.
public struct ProductRow: Codable, Equatable, Sendable {
    /// The product, or `unknown`.
    public var product: String
    /// Counts before the cutoff.
    public var before: CountSet
    /// Counts since the cutoff.
    public var since: CountSet

    /// A row from its parts.
    public init(product: String, before: CountSet, since: CountSet) {
        self.product = product
        self.before = before
        self.since = since
    }
}

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
