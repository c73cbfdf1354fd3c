/// For whom a report is, and what it should test.
public struct ReportOptions: Sendable {
    /// The least threshold of small cells that hides anything: below it, a hidden cell could hold one number only.
    public static let smallCellMin: UInt64 = 3

    /// Whether it may leave the house: small cells withheld, no identifiers, no names of files.
    public var isPublic: Bool
    /// Counts from 1 to just below this one are withheld where the report is public. At least ``smallCellMin``.
    public var smallCell: UInt64
    /// The number of people that somebody claimed were affected before the cutoff; nil when nobody did.
    public var claimedPeople: UInt64?
    /// Advertisers named; the rest are summed up as a number of rows.
    public var advertisersMax = 20
    /// Files named.
    public var filesMax = 1000

    /// Options; a report for the house unless told otherwise.
    public init(isPublic: Bool = false, smallCell: UInt64 = 11, claimedPeople: UInt64? = nil) {
        self.isPublic = isPublic
        self.smallCell = max(ReportOptions.smallCellMin, smallCell)
        self.claimedPeople = claimedPeople
    }
}
