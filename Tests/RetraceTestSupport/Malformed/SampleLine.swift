import RetraceCore

/// A line of each stream in which every field has a value.
enum SampleLine {
    static func line(of stream: LogStream) -> LogLine {
        let instant = Instant(milliseconds: 1_568_678_400_000)
        switch stream {
        case .identifiers:
            return .identifier(
                LogLine.Identifier(instant, accountId: "a", idType: .phone, idHash: .hash(1), purpose: "unknown"))
        case .audiences:
            return .audience(
                LogLine.Audience(instant, audienceId: "b", product: "p", advertiserId: "c", partnerId: "d"))
        case .uploads:
            return .upload(LogLine.Upload(instant, audienceId: "b", idType: .email, idHash: .hash(1)))
        case .matches:
            return .match(
                LogLine.Match(
                    instant, eventId: "e", accountId: "a", audienceId: "b", idType: .phone, idHash: .hash(1)))
        case .impressions:
            return .impression(
                LogLine.Impression(
                    instant, eventId: "e", accountId: "a", audienceIds: ["b", "2"], lineItemId: "l", country: "US"))
        case .disclosures:
            return .disclosure(
                LogLine.Disclosure(
                    instant, eventId: "e", accountId: "a", recipientId: "r", idType: .email, idHash: .hash(1)))
        case .accounts:
            return .account(
                LogLine.Account("a", personId: "p", country: "US", region: "CA", timestamp: instant))
        }
    }
}
