import RetraceCore

/// A line before it is written: which fields it has, not how they look.
struct Draft {
    /// What the line does: the action's default is spelled out by no tidy line.
    enum Action { case standard, reverse }

    var stream: LogStream
    /// Unix milliseconds; nil when the line has no time stamp.
    var time: Int64?
    /// 0 when the line has none.
    var event: UInt64 = 0
    var type: IdentifierType?
    /// The contact's number; negative when the line has no hash.
    var contact = -1
    /// The purpose's place in the vocabulary; negative when the line has none.
    var purpose = -1
    /// The audience's number; of an impression the first; negative when the line has none.
    var audience = -1
    /// The second audience of an impression; negative when it has none.
    var secondAudience = -1
    var action = Action.standard
    /// The place in the table of countries; negative when the line has none.
    var country = -1
    /// The place in the table of residences; negative when the line has none.
    var residence = -1
    /// The product's place in the vocabulary; negative when the line has none.
    var product = -1
    /// A line item, recipient, person or advertiser, as the stream has it; 0 when the line has none.
    var other: UInt64 = 0
    /// A partner; 0 when the line has none.
    var partner: UInt64 = 0

    init(_ stream: LogStream, at time: Int64?) {
        self.stream = stream
        self.time = time
    }
}
