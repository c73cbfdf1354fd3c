import RetraceCore

extension LogLine {
    /// An audience was created or deleted.
    public struct Audience: Hashable, Sendable {
        /// When.
        public var timestamp: Instant
        /// Which.
        public var audienceId: LogText
        /// Under which product.
        public var product: LogText?
        /// For whom.
        public var advertiserId: LogText?
        /// Through whom.
        public var partnerId: LogText?
        /// Created or deleted.
        public var action: AudienceAction

        /// A line from its fields.
        public init(
            _ timestamp: Instant, audienceId: LogText, product: LogText? = nil, advertiserId: LogText? = nil,
            partnerId: LogText? = nil, action: AudienceAction = .create
        ) {
            self.timestamp = timestamp
            self.audienceId = audienceId
            self.product = product
            self.advertiserId = advertiserId
            self.partnerId = partnerId
            self.action = action
        }

        /// The fields in their defined order.
        public var fields: [LogField] {
            [
                LogField("ts", required: true, .instant(timestamp)),
                LogField("audience_id", required: true, .id(audienceId)),
                LogField("product", product.map { .text($0) }),
                LogField("advertiser_id", advertiserId.map { .id($0) }),
                LogField("partner_id", partnerId.map { .id($0) }),
                action.field,
            ]
        }
    }
}
