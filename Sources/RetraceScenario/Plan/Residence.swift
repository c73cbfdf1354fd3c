/// Where a person lives, as the logs of accounts name it.
struct Residence: Sendable {
    let country: String
    let region: String?
    /// How common it is among accounts, relative to the others.
    let weight: Int

    private init(_ country: String, _ region: String?, _ weight: Int) {
        self.country = country
        self.region = region
        self.weight = weight
    }

    /// States of the US, countries under the GDPR, and some others.
    static let all: [Residence] = [
        .init("US", "CA", 90), .init("US", "TX", 60), .init("US", "NY", 55), .init("US", "FL", 50),
        .init("US", "IL", 25), .init("US", "WA", 22), .init("US", "VA", 18), .init("US", "CO", 15),
        .init("US", "CT", 9), .init("US", "UT", 8), .init("US", nil, 12), .init("DE", "BY", 20), .init("DE", "BE", 14),
        .init("DE", nil, 30), .init("FR", nil, 45), .init("ES", nil, 34), .init("IT", nil, 30), .init("NL", nil, 18),
        .init("IE", nil, 9), .init("PL", nil, 16), .init("SE", nil, 12), .init("AT", nil, 8), .init("BE", nil, 9),
        .init("PT", nil, 7), .init("DK", nil, 6), .init("GB", "ENG", 50), .init("GB", "SCT", 9), .init("CA", "ON", 20),
        .init("CA", "QC", 12), .init("BR", "SP", 30), .init("BR", nil, 25), .init("IN", nil, 40), .init("JP", nil, 60),
        .init("MX", nil, 20), .init("AU", "NSW", 12),
    ]

    /// Countries of residence and of impressions, each once.
    static let countries: [String] = {
        var seen: [String] = []
        for place in all where !seen.contains(place.country) { seen.append(place.country) }
        return seen
    }()

    /// The place in ``countries`` of each place's country.
    static let countryIndex: [Int] = all.map { place in countries.firstIndex(of: place.country) ?? 0 }

    /// Places of ``all`` so often as their weights say; one draw decides.
    static let urn: [Int] = all.indices.flatMap { Array(repeating: $0, count: all[$0].weight) }
}
