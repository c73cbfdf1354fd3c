/// Who owns an account, and where that person lives, by the latest `accounts` line.
public struct Ownership: Sendable {
    /// The person's key; nil when no line names one.
    public var person: AccountKey?
    /// Country of residence, or ``absentText``.
    public var country: TextID
    /// Region of residence, or ``absentText``.
    public var region: TextID

    /// Where the person's id lies among the texts of all owners of a partition, in UTF-8; empty where it was not asked for.
    public var personText = 0..<0

    /// Nothing known unless given.
    public init(person: AccountKey? = nil, country: TextID = absentText, region: TextID = absentText) {
        self.person = person
        self.country = country
        self.region = region
    }
}
