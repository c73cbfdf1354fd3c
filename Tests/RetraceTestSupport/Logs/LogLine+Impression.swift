import RetraceCore

extension LogLine {
    /// An ad was served.
    public struct Impression: Hashable, Sendable {
        /// When.
        public var timestamp: Instant
        /// Lines of one account with the same one are one event.
        public var eventId: LogText?
        /// To whom.
        public var accountId: LogText
        /// Because of which audiences; may be empty.
        public var audienceIds: [LogText]
        /// Of which order.
        public var lineItemId: LogText?
        /// Where.
        public var country: LogText?

        /// A line from its fields.
        public init(
            _ timestamp: Instant, eventId: LogText? = nil, accountId: LogText, audienceIds: [LogText],
            lineItemId: LogText? = nil, country: LogText? = nil
        ) {
            self.timestamp = timestamp
            self.eventId = eventId
            self.accountId = accountId
            self.audienceIds = audienceIds
            self.lineItemId = lineItemId
            self.country = country
        }

        /// The fields in their defined order.
        public var fields: [LogField] {
            [
                LogField("ts", required: true, .instant(timestamp)),
                LogField("event_id", eventId.map { .id($0) }),
                LogField("account_id", required: true, .id(accountId)),
                LogField("audience_ids", required: true, .ids(audienceIds)),
                LogField("line_item_id", lineItemId.map { .id($0) }),
                LogField("country", country.map { .text($0) }),
            ]
        }
    }
}
