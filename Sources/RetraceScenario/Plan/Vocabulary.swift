import RetraceCore

/// The words of a scenario: what its logs call purposes, products and places, and how its policy reads them.
struct Vocabulary: Sendable {
    /// A purpose and what the policy says of it.
    struct Purpose: Sendable {
        let name: String
        let classification: Policy.Classification
    }

    /// What an audience can be a product of.
    struct Product: Sendable {
        let name: String
        /// Whether its lists come from a partner.
        let isPartners: Bool
    }

    /// Every purpose; 31 at most.
    let purposes: [Purpose]
    /// Every product.
    let products: [Product]
    /// Prefixes that permit advertising.
    let permittedPrefixes: [String]
    /// Prefixes that restrict it.
    let restrictedPrefixes: [String]
    /// How the cutoff is written on the command line.
    let cutoffText: String
    /// The time zone that the cutoff is written in.
    let cutoffTimeZone: String
    /// The cutoff.
    let cutoff: Instant
    /// Of 1000 identifiers given for security, how many are phone numbers.
    let phonePermille: Int
    /// What the scenario is about, a paragraph.
    let summary: String

    /// The places of the purposes of a classification.
    let permitted: [Int]
    let restricted: [Int]
    let unclassified: [Int]

    init(
        purposes: [String], products: [Product], permittedPrefixes: [String], restrictedPrefixes: [String],
        cutoffText: String, cutoffTimeZone: String, cutoff: Instant, phonePermille: Int, summary: String
    ) {
        guard let policy = Policy(permitted: permittedPrefixes, restricted: restrictedPrefixes) else {
            preconditionFailure("a scenario's policy has a prefix in both lists")
        }
        self.purposes = purposes.map { Purpose(name: $0, classification: policy.classification(of: $0.utf8)) }
        self.products = products
        self.permittedPrefixes = permittedPrefixes
        self.restrictedPrefixes = restrictedPrefixes
        self.cutoffText = cutoffText
        self.cutoffTimeZone = cutoffTimeZone
        self.cutoff = cutoff
        self.phonePermille = phonePermille
        self.summary = summary
        let classes = self.purposes.map(\.classification)
        permitted = classes.indices.filter { classes[$0] == .permitted }
        restricted = classes.indices.filter { classes[$0] == .restricted }
        unclassified = classes.indices.filter { classes[$0] == .unclassified }
    }

    /// The words of a scenario.
    init(_ scenario: ScenarioName) {
        switch scenario {
        case .tailoredAndPartnerAudiences2019: self = .tailoredAndPartnerAudiences2019
        case .contactSources2018: self = .contactSources2018
        }
    }
}
