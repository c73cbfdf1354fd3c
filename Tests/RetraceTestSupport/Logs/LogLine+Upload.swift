import RetraceCore

extension LogLine {
    /// A list entry of an audience was added or removed.
    public struct Upload: Hashable, Sendable {
        /// When.
        public var timestamp: Instant
        /// Whose list.
        public var audienceId: LogText
        /// What the hash stands for.
        public var idType: IdType
        /// 64 hex digits in lower case.
        public var idHash: LogText
        /// Added or removed.
        public var action: Action

        /// A line from its fields.
        public init(
            _ timestamp: Instant, audienceId: LogText, idType: IdType, idHash: LogText, action: Action = .add
        ) {
            self.timestamp = timestamp
            self.audienceId = audienceId
            self.idType = idType
            self.idHash = idHash
            self.action = action
        }

        /// The fields in their defined order.
        public var fields: [LogField] {
            [
                LogField("ts", required: true, .instant(timestamp)),
                LogField("audience_id", required: true, .id(audienceId)),
                LogField("id_type", required: true, .idType(idType)),
                LogField("id_hash", required: true, .hash(idHash)),
                action.field,
            ]
        }
    }
}
