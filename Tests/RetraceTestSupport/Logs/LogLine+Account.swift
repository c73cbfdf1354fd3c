import RetraceCore

extension LogLine {
    /// Who owns an account, and where that person lives.
    public struct Account: Hashable, Sendable {
        /// Which account.
        public var accountId: LogText
        /// Who owns it.
        public var personId: LogText?
        /// Where that person lives.
        public var country: LogText?
        /// Where in the country.
        public var region: LogText?
        /// When that was known.
        public var timestamp: Instant?

        /// A line from its fields.
        public init(
            _ accountId: LogText, personId: LogText? = nil, country: LogText? = nil, region: LogText? = nil,
            timestamp: Instant? = nil
        ) {
            self.accountId = accountId
            self.personId = personId
            self.country = country
            self.region = region
            self.timestamp = timestamp
        }

        /// The fields in their defined order.
        public var fields: [LogField] {
            [
                LogField("account_id", required: true, .id(accountId)),
                LogField("person_id", personId.map { .id($0) }),
                LogField("country", country.map { .text($0) }),
                LogField("region", region.map { .text($0) }),
                LogField("ts", timestamp.map { .instant($0) }),
            ]
        }
    }
}
