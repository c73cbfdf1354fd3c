/// All audiences of a scenario. Its size has a limit, whatever the number of accounts.
struct AudienceRoster: Sendable {
    /// By number; ids as text sort as the numbers do.
    let audiences: [Audience]
    /// How many groups of ``Audience/Role/groupSize`` there are.
    let groups: Int
    /// How many advertisers there are.
    let advertisers: Int

    private static let groupsRange = 3...240
    private static let accountsPerGroup: UInt64 = 400

    init(vocabulary: Vocabulary, calendar: ScenarioCalendar, accounts: UInt64, seed: UInt64, untidy: Bool) {
        let wanted = Int(min(accounts / Self.accountsPerGroup, UInt64(Self.groupsRange.upperBound)))
        groups = max(wanted, Self.groupsRange.lowerBound)
        advertisers = max(5, groups * Audience.Role.groupSize / 10)
        var dice = Dice(seed: Dice.mix(seed, 0xA0D1))
        let author = AudienceAuthor(
            products: vocabulary.products.count, advertisers: advertisers, calendar: calendar, untidy: untidy)
        audiences = (0..<groups * Audience.Role.groupSize).map { number in
            let place = number % Audience.Role.groupSize
            let role = Audience.Role.allCases.first { $0.places.contains(place) } ?? .background
            return author.audience(role, &dice)
        }
    }

    /// The number of an audience of a role.
    @inline(__always)
    func pick(_ role: Audience.Role, _ dice: inout Dice) -> Int {
        let places = role.places
        return dice.below(groups) * Audience.Role.groupSize + places.lowerBound + dice.below(places.count)
    }

    /// The id of an audience: seven digits.
    static func id(_ number: Int) -> UInt64 { 4_000_000 + UInt64(number) * 7 }
    /// The id of an advertiser.
    static func advertiserID(_ number: Int) -> UInt64 { 18_000 + UInt64(number) * 3 }
    /// The id of the partner that sells an advertiser its lists.
    static func partnerID(_ advertiser: Int) -> UInt64 { 900 + UInt64(advertiser % 7) }
    /// How many partners there are.
    static let partners = 7
}
