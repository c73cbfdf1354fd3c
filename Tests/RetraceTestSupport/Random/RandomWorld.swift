import RetraceCore

/// The few ids, texts and instants that the lines of one random log set are made of.
struct RandomWorld {
    let cutoff: Instant
    let policy: Policy
    private let instants: [Instant]
    private let accounts: [LogText]
    private let audiences: [LogText]
    private let hashes: [LogText]
    private let purposes: [LogText]
    private let events: [LogText]
    private let texts: [LogText]
    /// How many of 100 matches say by which hash.
    private let hashedPercent: Int
    /// How many of 100 lines end something.
    private let endingPercent: Int
    /// Whether identifiers tend to come early and impressions late, so that more of them meet.
    private let isOrderly: Bool

    init(using random: inout SplitMix64) {
        cutoff = RandomInstants.cutoff(using: &random)
        instants = RandomInstants.around(cutoff, using: &random)
        policy = RandomPurposes.policy(using: &random)
        purposes = RandomPurposes.some(using: &random)
        accounts = RandomWorld.some(1...5, of: RandomIds.all, using: &random)
        audiences = RandomWorld.some(1...3, of: RandomIds.all, using: &random)
        events = RandomWorld.some(1...4, of: RandomIds.all, using: &random)
        hashes = RandomWorld.some(1...4, of: RandomIds.hashes, using: &random)
        texts = RandomWorld.some(2...4, of: RandomIds.texts, using: &random)
        hashedPercent = random.pick([0, 50, 75, 100])
        endingPercent = random.pick([5, 15, 30])
        isOrderly = random.chance(70)
    }

    /// A line of a stream, its fields drawn one by one.
    func line(of stream: LogStream, using random: inout SplitMix64) -> LogLine {
        switch stream {
        case .identifiers: identifier(using: &random)
        case .audiences: audience(using: &random)
        case .uploads: upload(using: &random)
        case .matches: match(using: &random)
        case .impressions: impression(using: &random)
        case .disclosures: disclosure(using: &random)
        case .accounts: account(using: &random)
        }
    }

    private func identifier(using random: inout SplitMix64) -> LogLine {
        let action = action(using: &random)
        return .identifier(
            LogLine.Identifier(
                instant(early: true, using: &random), accountId: random.pick(accounts),
                idType: random.pick(LogLine.IdType.allCases),
                idHash: random.pick(hashes), purpose: random.pick(purposes, absent: action == .remove ? 40 : 0),
                action: action))
    }

    private func audience(using random: inout SplitMix64) -> LogLine {
        .audience(
            LogLine.Audience(
                random.pick(instants), audienceId: random.pick(audiences),
                product: random.pick(["tailored_audiences", "partner_audiences"] + texts, absent: 30),
                advertiserId: random.pick(RandomIds.all.prefix(4), absent: 30),
                partnerId: random.pick(RandomIds.all.prefix(4), absent: 60),
                action: random.chance(endingPercent) ? .delete : .create))
    }

    private func upload(using random: inout SplitMix64) -> LogLine {
        .upload(
            LogLine.Upload(
                instant(early: true, using: &random), audienceId: random.pick(audiences),
                idType: random.pick(LogLine.IdType.allCases),
                idHash: random.pick(hashes), action: action(using: &random)))
    }

    private func match(using random: inout SplitMix64) -> LogLine {
        .match(
            LogLine.Match(
                random.pick(instants), eventId: random.pick(events, absent: 60), accountId: random.pick(accounts),
                audienceId: random.pick(audiences), idType: random.pick(LogLine.IdType.allCases, absent: 50),
                idHash: random.pick(hashes, absent: 100 - hashedPercent), action: action(using: &random)))
    }

    private func impression(using random: inout SplitMix64) -> LogLine {
        let audienceIds = (0..<random.pick([0, 1, 1, 1, 2, 3])).map { _ in random.pick(audiences) }
        return .impression(
            LogLine.Impression(
                instant(early: false, using: &random), eventId: random.pick(events, absent: 50),
                accountId: random.pick(accounts),
                audienceIds: audienceIds, lineItemId: random.pick(events, absent: 50),
                country: random.pick(texts, absent: 30)))
    }

    private func disclosure(using random: inout SplitMix64) -> LogLine {
        .disclosure(
            LogLine.Disclosure(
                instant(early: false, using: &random), eventId: random.pick(events, absent: 50),
                accountId: random.pick(accounts),
                recipientId: random.pick(RandomIds.all.prefix(3)),
                idType: random.pick(LogLine.IdType.allCases, absent: 50), idHash: random.pick(hashes)))
    }

    private func account(using random: inout SplitMix64) -> LogLine {
        .account(
            LogLine.Account(
                random.pick(accounts), personId: random.pick(accounts.prefix(2), absent: 30),
                country: random.pick(texts, absent: 30), region: random.pick(texts, absent: 30),
                timestamp: random.pick(instants, absent: 40)))
    }

    private func action(using random: inout SplitMix64) -> LogLine.Action {
        random.chance(endingPercent) ? .remove : .add
    }

    /// Any instant, or the earlier or later one of two.
    private func instant(early: Bool, using random: inout SplitMix64) -> Instant {
        let (one, other) = (random.pick(instants), random.pick(instants))
        if !isOrderly { return one }
        return early ? min(one, other) : max(one, other)
    }

    private static func some(
        _ count: ClosedRange<Int>, of all: [LogText], using random: inout SplitMix64
    ) -> [LogText] {
        Array(all.shuffled(using: &random).prefix(random.number(count)))
    }
}
