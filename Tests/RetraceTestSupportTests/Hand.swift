import RetraceCore
import RetraceStatistics
import RetraceTestSupport

/// Short names for logs written by hand. Days are those of September 2019; the cutoff is the start of the 17th.
enum Hand {
    static let security: LogText = "essential.service.security.two_factor"
    static let recovery: LogText = "essential.service.security.account_recovery"
    static let ads: LogText = "marketing.advertising.first_party"
    static let profile: LogText = "functional.service.profile"
    static let one = LogText.hash(1)
    static let two = LogText.hash(2)
    static let cutoff = day(17)

    /// The start of a day, or some milliseconds later.
    static func day(_ day: Int, _ milliseconds: Int64 = 0) -> Instant {
        Instant(milliseconds: 1_567_209_600_000 + Int64(day) * 86_400_000 + milliseconds)
    }

    static func logs(_ lines: LogLine..., streams: Set<LogStream> = []) -> LogSet {
        guard let policy = Policy(permitted: ["marketing.advertising"], restricted: ["essential.service.security"])
        else {
            preconditionFailure("A prefix stands in both lists.")
        }
        return LogSet(policy: policy, cutoff: cutoff, lines: lines, streams: streams)
    }

    static func model(_ lines: LogLine...) -> ReferenceModel {
        var logs = logs()
        logs.lines = lines
        return ReferenceModel(logs)
    }

    static func replay(_ lines: LogLine..., streams: Set<LogStream> = []) -> ReplayResult {
        var logs = logs(streams: streams)
        logs.lines = lines
        logs.streams.formUnion(lines.map(\.stream))
        return ReferenceModel.replay(logs)
    }
}

extension LogLine {
    /// Account `a` gives a hash for a purpose.
    static func give(
        _ day: Int, _ purpose: LogText = Hand.security, _ hash: LogText = Hand.one, by account: LogText = "a",
        as type: IdType = .phone
    ) -> LogLine {
        .identifier(Identifier(Hand.day(day), accountId: account, idType: type, idHash: hash, purpose: purpose))
    }

    /// Account `a` withdraws a hash; nil: for every purpose.
    static func withdraw(_ day: Int, _ purpose: LogText?, _ hash: LogText = Hand.one) -> LogLine {
        .identifier(
            Identifier(
                Hand.day(day), accountId: "a", idType: .phone, idHash: hash, purpose: purpose, action: .remove))
    }

    /// A hash is put on a list, or taken off it.
    static func list(_ day: Int, _ hash: LogText = Hand.one, as type: IdType = .phone, _ action: Action = .add)
        -> LogLine
    {
        .upload(Upload(Hand.day(day), audienceId: "A", idType: type, idHash: hash, action: action))
    }

    /// Account `a` is put into an audience, or taken out of it; nil: the log does not say by which hash.
    static func match(
        _ day: Int, _ hash: LogText? = Hand.one, _ action: Action = .add, into audience: LogText = "A",
        event: LogText? = nil, as type: IdType? = nil, of account: LogText = "a"
    ) -> LogLine {
        .match(
            Match(
                Hand.day(day), eventId: event, accountId: account, audienceId: audience, idType: type, idHash: hash,
                action: action))
    }

    /// Account `a` is shown an ad.
    static func show(
        _ day: Int, _ audiences: [LogText] = ["A"], event: LogText? = nil, in country: LogText? = nil,
        to account: LogText = "a"
    ) -> LogLine {
        .impression(
            Impression(
                Hand.day(day), eventId: event, accountId: account, audienceIds: audiences, country: country))
    }

    /// Data of account `a` leaves the platform.
    static func disclose(_ day: Int, _ hash: LogText = Hand.one, event: LogText? = nil) -> LogLine {
        .disclosure(
            Disclosure(Hand.day(day), eventId: event, accountId: "a", recipientId: "r", idHash: hash))
    }

    /// An audience is created or deleted.
    static func audience(
        _ day: Int, _ action: AudienceAction = .create, product: LogText? = nil, advertiser: LogText? = nil
    ) -> LogLine {
        .audience(
            Audience(
                Hand.day(day), audienceId: "A", product: product, advertiserId: advertiser, action: action))
    }
}

extension CountSet {
    /// The lower values in the order of the counts.
    var lower: [UInt64] { CountKind.allCases.map { self[$0].lower } }
    /// The upper values in the order of the counts.
    var upper: [UInt64] { CountKind.allCases.map { self[$0].upper } }
}

extension ReplayResult {
    /// Accounts before the cutoff.
    var before: CountSet { counts.accounts.before }
    /// Accounts since the cutoff.
    var since: CountSet { counts.accounts.since }
}
