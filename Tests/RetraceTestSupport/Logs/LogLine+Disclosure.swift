import RetraceCore

extension LogLine {
    /// Data about an account left the platform.
    public struct Disclosure: Hashable, Sendable {
        /// When.
        public var timestamp: Instant
        /// Lines of one account with the same one are one event.
        public var eventId: LogText?
        /// About whom.
        public var accountId: LogText
        /// To whom.
        public var recipientId: LogText
        /// What the hash stands for.
        public var idType: IdType?
        /// 64 hex digits in lower case.
        public var idHash: LogText

        /// A line from its fields.
        public init(
            _ timestamp: Instant, eventId: LogText? = nil, accountId: LogText, recipientId: LogText,
            idType: IdType? = nil, idHash: LogText
        ) {
            self.timestamp = timestamp
            self.eventId = eventId
            self.accountId = accountId
            self.recipientId = recipientId
            self.idType = idType
            self.idHash = idHash
        }

        /// The fields in their defined order.
        public var fields: [LogField] {
            [
                LogField("ts", required: true, .instant(timestamp)),
                LogField("event_id", eventId.map { .id($0) }),
                LogField("account_id", required: true, .id(accountId)),
                LogField("recipient_id", required: true, .id(recipientId)),
                LogField("id_type", idType.map { .idType($0) }),
                LogField("id_hash", required: true, .hash(idHash)),
            ]
        }
    }
}
