import RetraceCore
import RetraceStatistics

/// The definitions of the counts read literally, over arrays; the oracle that faster engines are tested against.
///
/// It knows nothing of any engine and shares no code with one. Time is discrete and state changes at events alone, so a
/// statement about every instant is tried at the instants of events. Roughly cubic in the number of lines.
public struct ReferenceModel: Sendable {
    /// What it reads.
    public let logs: LogSet
    /// Instants at which anything can change, in order.
    public let instants: [Instant]
    /// Every `add` match event that was kept, once per candidate where the line has no hash.
    public let matchEvents: [MatchEvent]
    /// Every disclosure that was kept.
    public let disclosureEvents: [DisclosureEvent]
    /// Every impression that was kept.
    public let impressions: [LogLine.Impression]

    /// What accounts held, and what that says.
    public let holdings: ReferenceHoldings

    let identifiers: [LogLine.Identifier]
    let audiences: [LogLine.Audience]
    let uploads: [LogLine.Upload]
    let removals: [LogLine.Match]
    let accounts: [LogLine.Account]

    /// A model of `logs`.
    public init(_ logs: LogSet) {
        self.logs = logs
        identifiers = logs.lines.compactMap { if case .identifier(let line) = $0 { line } else { nil } }
        audiences = logs.lines.compactMap { if case .audience(let line) = $0 { line } else { nil } }
        uploads = logs.lines.compactMap { if case .upload(let line) = $0 { line } else { nil } }
        accounts = logs.lines.compactMap { if case .account(let line) = $0 { line } else { nil } }
        instants = Set(logs.lines.compactMap(\.timestamp)).sorted()

        let holdings = ReferenceHoldings(
            identifiers: identifiers, policy: logs.policy, clockSkew: logs.clockSkew)
        self.holdings = holdings
        let matches = ReferenceModel.kept(logs.lines(of: .matches)).compactMap { $0.match }
        removals = matches.filter { $0.action == .remove }
        impressions = ReferenceModel.kept(logs.lines(of: .impressions)).compactMap { $0.impression }
        let uploads = uploads
        matchEvents = matches.filter { $0.action == .add }.flatMap {
            ReferenceModel.events(of: $0, uploads: uploads, holdings: holdings)
        }
        disclosureEvents = ReferenceModel.kept(logs.lines(of: .disclosures)).compactMap { $0.disclosure }.map {
            DisclosureEvent(line: $0, holdings: holdings)
        }
    }

    /// The result by the definitions. Fields that depend on files are 0, estimates are nil.
    public static func replay(_ logs: LogSet) -> ReplayResult {
        ReferenceModel(logs).result()
    }

    /// The accounts in every count, side and reading.
    public func members() -> [CountMask: Set<LogText>] {
        let facts = ReferenceFacts(self)
        let masks = ReferenceFacts.all.map { CountMask($0.0, $0.1, $0.2) }
        return Dictionary(uniqueKeysWithValues: masks.map { ($0, facts.accounts($0)) })
    }

    /// For every count, side and reading the persons in it, each with the number of its accounts that are in it.
    public func accountsByPerson() -> [((CountKind, Side, Reading), [LogText: Int])] {
        let facts = ReferenceFacts(self)
        return ReferenceFacts.all.map { entry in
            let accounts = facts.accounts(CountMask(entry.0, entry.1, entry.2))
            return ((entry.0, entry.1, entry.2), accounts.reduce(into: [:]) { $0[person(of: $1), default: 0] += 1 })
        }
    }

    /// The result by the definitions, as ``replay(_:)`` gives it.
    public func result() -> ReplayResult {
        let facts = ReferenceFacts(self)
        var result = ReplayResult(
            cutoff: logs.cutoff.rfc3339, counts: totals(facts), verdicts: verdictCounts(), streams: streamSummaries(),
            breakdowns: breakdowns(facts), timeline: timeline(),
            unclassifiedPurposes: unclassifiedPurposes())
        result.clockSkewMilliseconds = logs.clockSkew == 0 ? nil : logs.clockSkew
        return result
    }
}
