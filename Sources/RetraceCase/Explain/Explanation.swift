import RetraceCore

/// Why an account is in the counts that it is in, and why not in the others: what `retrace explain` tells.
public struct Explanation: Codable, Equatable, Sendable {
    /// A log line, told.
    public struct Entry: Codable, Equatable, Sendable {
        /// Its time stamp, RFC 3339 in UTC.
        public var ts: String
        /// Its file below the log root.
        public var file: String
        /// The line's number, from 1.
        public var line: UInt64
        /// What happened, in words.
        public var text: String
        /// Of matches and disclosures: the verdict.
        public var verdict: String?
        /// Why that is the verdict, in words.
        public var because: String?
        /// The counts that this line put the account in first, as `reached (lower)`.
        public var decides: [String]
        /// What reading the line again told: `confirmed`, or what is wrong; absent where it was not read again.
        public var check: String?
    }

    /// Whether the account is in a count.
    public struct Membership: Codable, Equatable, Sendable {
        /// The count's name in results.
        public var count: String
        /// `before` or `since` the cutoff.
        public var side: String
        /// `lower` or `upper`.
        public var bound: String
        /// Whether the account is in it.
        public var isIn: Bool
        /// The first instant at which it was, whatever the cutoff.
        public var first: String?
        /// The last; `still` when it is to this day.
        public var last: String?
        /// Why, in words.
        public var reason: String

        enum CodingKeys: String, CodingKey {
            case count, side, bound, first, last, reason
            case isIn = "is_in"
        }
    }

    /// The account.
    public var account: String
    /// Its person.
    public var person: String?
    /// Country of residence.
    public var country: String?
    /// Region of residence.
    public var region: String?
    /// The run's cutoff.
    public var cutoff: String
    /// Whether the case knows the account: else it is in no count.
    public var isKnown: Bool
    /// What happened, in order of time.
    public var timeline: [Entry]
    /// Lines that the case left out because there were too many.
    public var linesOmitted: Int
    /// Every count, side and bound.
    public var counts: [Membership]
    /// What a reader should know besides.
    public var remarks: [String]

    enum CodingKeys: String, CodingKey {
        case account, person, country, region, cutoff, timeline, counts, remarks
        case isKnown = "is_known"
        case linesOmitted = "lines_omitted"
    }
}
