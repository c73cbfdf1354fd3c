import RetraceStatistics

/// What only a case can tell a report, all of it before the cutoff.
public struct ReportEvidence: Sendable {
    /// What notices ask for of one place of residence.
    public struct Residence: Sendable {
        /// Country and region, `unknown` where they are.
        public var country, region: String
        /// Persons matched; one with accounts in several places is in each.
        public var people: Bounds
        /// Match events.
        public var records: Bounds

        /// A place from its parts.
        public init(country: String, region: String, people: Bounds, records: Bounds) {
            self.country = country
            self.region = region
            self.people = people
            self.records = records
        }
    }

    /// Accounts matched through one source for one product.
    public struct Use: Sendable {
        /// The kind of identifier, and what it had been given for.
        public var source: String
        /// The product.
        public var product: String
        /// The accounts.
        public var accounts: Bounds

        /// A use from its parts.
        public init(source: String, product: String, accounts: Bounds) {
            self.source = source
            self.product = product
            self.accounts = accounts
        }
    }

    /// In the order of country and region.
    public var residences: [Residence]
    /// In the order of source and product.
    public var uses: [Use]
    /// How many accounts have more lines than a case keeps: what these alone tell is missing from uses and records.
    public var accountsCut: UInt64

    /// Evidence from its parts.
    public init(residences: [Residence], uses: [Use], accountsCut: UInt64 = 0) {
        self.residences = residences
        self.uses = uses
        self.accountsCut = accountsCut
    }
}
