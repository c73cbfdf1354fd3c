import RetraceCore
import RetraceStatistics

extension ReferenceModel {
    /// The counts over accounts and, where there is an `accounts` stream, over persons.
    func totals(_ facts: ReferenceFacts) -> Totals {
        let accounts = facts.distinct { Set($0.map(\.account)) }
        guard logs.streams.contains(.accounts) else { return Totals(accounts: accounts, persons: nil) }
        return Totals(accounts: accounts, persons: facts.distinct { Set($0.map { person(of: $0.account) }) })
    }

    /// The person who owns an account; an account without one is a person of its own, whom no `person_id` names.
    func person(of account: LogText) -> LogText {
        if let person = owner(of: account)?.personId { return LogText(bytes: Array("person ".utf8) + person.bytes) }
        return LogText(bytes: Array("account ".utf8) + account.bytes)
    }

    /// `add` match events by verdict.
    func verdictCounts() -> Sided<VerdictCounts> {
        var counts = Sided(before: VerdictCounts(), since: VerdictCounts())
        if logs.clockSkew > 0 { for side in Side.allCases { counts[side].ambiguousClock = 0 } }
        for event in matchEvents {
            counts[event.instant < logs.cutoff ? .before : .since][event.verdict] += 1
        }
        return counts
    }

    /// What was read of each stream, whether it exists or not.
    func streamSummaries() -> [String: StreamSummary] {
        var summaries: [String: StreamSummary] = [:]
        for stream in LogStream.allCases {
            let lines = logs.lines(of: stream)
            let accepted = accepted(lines)
            let instants = accepted.compactMap(\.timestamp)
            var summary = StreamSummary()
            summary.lines = UInt64(lines.count)
            summary.rejected = UInt64(lines.filter(\.isMalformed).count)
            summary.duplicates = summary.lines - summary.rejected - UInt64(accepted.count)
            summary.firstTimestamp = instants.min()?.rfc3339
            summary.lastTimestamp = instants.max()?.rfc3339
            summaries[stream.name] = summary
        }
        return summaries
    }

    /// The lines of one stream that are accepted: the kept ones, and impressions that need no telling apart because their
    /// account is never solely matched, in the upper reading, at any instant.
    private func accepted(_ lines: [LogLine]) -> [LogLine] {
        let indifferent = lines.filter { line in
            line.impression.map { !isEverSolelyMatched($0.accountId) } ?? false
        }
        let others = lines.filter { line in
            line.impression.map { isEverSolelyMatched($0.accountId) } ?? true
        }
        return indifferent + ReferenceModel.kept(others)
    }

    private func isEverSolelyMatched(_ account: LogText) -> Bool {
        matchEvents.contains { event in
            event.account == account
                && instants.contains { isSole(account, event.audience, at: $0, .upper) }
        }
    }
}
