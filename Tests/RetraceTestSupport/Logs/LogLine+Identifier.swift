import RetraceCore

extension LogLine {
    /// An account gained or lost an identifier for a purpose.
    public struct Identifier: Hashable, Sendable {
        /// When.
        public var timestamp: Instant
        /// Whose.
        public var accountId: LogText
        /// What the hash stands for.
        public var idType: IdType
        /// 64 hex digits in lower case.
        public var idHash: LogText
        /// What it was given for; absent only in a removal, which then removes every purpose.
        public var purpose: LogText?
        /// Gained or lost.
        public var action: Action

        /// A line from its fields.
        public init(
            _ timestamp: Instant, accountId: LogText, idType: IdType, idHash: LogText, purpose: LogText? = nil,
            action: Action = .add
        ) {
            self.timestamp = timestamp
            self.accountId = accountId
            self.idType = idType
            self.idHash = idHash
            self.purpose = purpose
            self.action = action
        }

        /// The fields in their defined order.
        public var fields: [LogField] {
            [
                LogField("ts", required: true, .instant(timestamp)),
                LogField("account_id", required: true, .id(accountId)),
                LogField("id_type", required: true, .idType(idType)),
                LogField("id_hash", required: true, .hash(idHash)),
                LogField("purpose", required: action == .add, purpose.map { .text($0) }),
                action.field,
            ]
        }
    }
}
