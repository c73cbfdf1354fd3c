import RetraceCore

extension LogLine {
    /// The matcher put an account into an audience, or took it out.
    public struct Match: Hashable, Sendable {
        /// When.
        public var timestamp: Instant
        /// Lines of one account with the same one are one event.
        public var eventId: LogText?
        /// Whom.
        public var accountId: LogText
        /// Into or out of which audience.
        public var audienceId: LogText
        /// What the hash stands for; without a hash it narrows what may have matched.
        public var idType: IdType?
        /// 64 hex digits in lower case; absent when the log does not say what matched.
        public var idHash: LogText?
        /// Put in or taken out.
        public var action: Action

        /// A line from its fields.
        public init(
            _ timestamp: Instant, eventId: LogText? = nil, accountId: LogText, audienceId: LogText,
            idType: IdType? = nil, idHash: LogText? = nil, action: Action = .add
        ) {
            self.timestamp = timestamp
            self.eventId = eventId
            self.accountId = accountId
            self.audienceId = audienceId
            self.idType = idType
            self.idHash = idHash
            self.action = action
        }

        /// The fields in their defined order.
        public var fields: [LogField] {
            [
                LogField("ts", required: true, .instant(timestamp)),
                LogField("event_id", eventId.map { .id($0) }),
                LogField("account_id", required: true, .id(accountId)),
                LogField("audience_id", required: true, .id(audienceId)),
                LogField("id_type", idType.map { .idType($0) }),
                LogField("id_hash", idHash.map { .hash($0) }),
                action.field,
            ]
        }
    }
}
