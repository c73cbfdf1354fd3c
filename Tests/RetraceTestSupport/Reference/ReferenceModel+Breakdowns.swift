import RetraceCore
import RetraceStatistics

extension ReferenceModel {
    /// The counts of accounts by cell.
    func breakdowns(_ facts: ReferenceFacts) -> Breakdowns {
        var breakdowns = Breakdowns()
        breakdowns.source = sorted(facts.table { _, own in union(own, \.sources) }, by: { [$0.idType, $0.purpose] }).map
        {
            SourceRow(idType: $0.idType.string, purpose: $0.purpose.string, before: $1.before, since: $1.since)
        }
        breakdowns.product = sorted(facts.table { _, own in union(own) { audienceCells($0, product(of:)) } }).map {
            ProductRow(product: $0.string, before: $1.before, since: $1.since)
        }
        breakdowns.advertiser = sorted(facts.table { _, own in union(own) { audienceCells($0, advertiser(of:)) } }).map
        {
            AdvertiserRow(advertiser: $0.string, before: $1.before, since: $1.since)
        }
        breakdowns.residence = sorted(facts.table { _, own in union(own, residence) }, by: { $0 }).map {
            ResidenceRow(country: $0[0].string, region: $0[1].string, before: $1.before, since: $1.since)
        }
        breakdowns.country = sorted(facts.table { count, own in count == .reached ? union(own, country) : [] }).map {
            CountryRow(country: $0.string, before: $1.before, since: $1.since)
        }
        breakdowns.month = sorted(facts.table { _, own in firstMonth(own) }).map {
            MonthRow(month: $0.string, before: $1.before, since: $1.since)
        }
        return breakdowns
    }

    /// The product of an audience: that of its latest `create` that names one, at the same instant the smallest.
    public func product(of audience: LogText) -> LogText {
        latest(audience, \.product)
    }

    /// The advertiser of an audience, chosen like its product.
    public func advertiser(of audience: LogText) -> LogText {
        latest(audience, \.advertiserId)
    }

    private func latest(_ audience: LogText, _ field: (LogLine.Audience) -> LogText?) -> LogText {
        let naming = audiences.filter { $0.audienceId == audience && $0.action == .create && field($0) != nil }
        let latest = naming.filter { $0.timestamp == naming.map(\.timestamp).max() }
        return latest.compactMap(field).min() ?? "unknown"
    }

    private func audienceCells(_ fact: Fact, _ cell: (LogText) -> LogText) -> Set<LogText> {
        fact.audience.map { [cell($0)] } ?? []
    }

    private func country(_ fact: Fact) -> Set<LogText> {
        [fact.country ?? "unknown"]
    }

    private func residence(_ fact: Fact) -> Set<[LogText]> {
        let owner = owner(of: fact.account)
        return [[owner?.country ?? "unknown", owner?.region ?? "unknown"]]
    }

    private func firstMonth(_ facts: [Fact]) -> Set<LogText> {
        guard let first = facts.map(\.instant).min() else { return [] }
        return [LogText(CivilDate.monthText(first.monthNumber))]
    }

    private func union<Cell>(_ facts: [Fact], _ cells: (Fact) -> Set<Cell>) -> Set<Cell> {
        facts.reduce(into: Set()) { $0.formUnion(cells($1)) }
    }

    private func sorted<Cell: Hashable>(
        _ table: [Cell: Sided<CountSet>], by key: (Cell) -> [LogText]
    ) -> [(Cell, Sided<CountSet>)] {
        table.map { ($0.key, $0.value) }.sorted { key($0.0).lexicographicallyPrecedes(key($1.0)) }
    }

    private func sorted(_ table: [LogText: Sided<CountSet>]) -> [(LogText, Sided<CountSet>)] {
        sorted(table, by: { [$0] })
    }

    /// Accounts by the UTC day of the first instant that puts them in a count, by the definitions before the cutoff but
    /// over all time.
    func timeline() -> [TimelineDay] {
        var days: [String: CountSet] = [:]
        for count in CountKind.allCases {
            for reading in Reading.allCases {
                let facts = facts(count, reading, .always)
                for account in Set(facts.map(\.account)) {
                    let first = facts.filter { $0.account == account }.map(\.instant).min() ?? .distantPast
                    days[CivilDate(dayNumber: first.dayNumber).text, default: CountSet()][count][reading] += 1
                }
            }
        }
        return days.sorted { $0.key < $1.key }.map { TimelineDay(day: $0.key, accounts: $0.value) }
    }
}
