import RetraceCore
import RetraceStatistics

/// Turns the ledger of a whole run into a result such as a replay of the logs has to give.
struct TruthBuilder {
    let plan: ScenarioPlan
    let ledger: Ledger
    let tallies: [StreamTally]
    /// Files and bytes by stream.
    let summaries: [StreamSummary]

    private static let unknown = "unknown"

    /// The result.
    func result() -> ReplayResult {
        ReplayResult(
            cutoff: plan.vocabulary.cutoff.rfc3339,
            counts: Totals(accounts: sided(ledger.accounts[...]), persons: sided(ledger.persons[...])),
            verdicts: Sided(before: verdicts(.before), since: verdicts(.since)), streams: streams(),
            breakdowns: breakdowns(), timeline: timeline(), unclassifiedPurposes: unclassifiedPurposes())
    }

    private func unclassifiedPurposes() -> [UnclassifiedPurpose] {
        let counts = tallies[Int(LogStream.identifiers.rawValue)].purposes
        return plan.vocabulary.unclassified.filter { $0 < counts.count && counts[$0] > 0 }
            .map { UnclassifiedPurpose(purpose: plan.vocabulary.purposes[$0].name, identifierEvents: counts[$0]) }
            .sorted { $0.purpose < $1.purpose }
    }

    private func verdicts(_ side: Side) -> VerdictCounts {
        var counts = VerdictCounts()
        for verdict in counts.listed { counts[verdict] = ledger.verdicts[side.rawValue * 5 + Int(verdict.rawValue)] }
        return counts
    }

    private func streams() -> [String: StreamSummary] {
        var streams: [String: StreamSummary] = [:]
        for stream in LogStream.allCases {
            var summary = summaries[Int(stream.rawValue)]
            tallies[Int(stream.rawValue)].fill(&summary)
            streams[stream.name] = summary
        }
        return streams
    }

    // MARK: Counts

    /// The counts of a cell, from its `CountMask.bitCount` totals.
    private func sided(_ cell: ArraySlice<UInt64>) -> Sided<CountSet> {
        Sided(before: counts(cell, .before), since: counts(cell, .since))
    }

    private func counts(_ cell: ArraySlice<UInt64>, _ side: Side) -> CountSet {
        var counts = CountSet()
        for kind in CountKind.allCases {
            counts[kind] = Bounds(
                lower: cell[cell.startIndex + CountMask.bit(kind, side, .lower)],
                upper: cell[cell.startIndex + CountMask.bit(kind, side, .upper)])
        }
        return counts
    }

    private func cell(_ totals: [UInt64], _ place: Int) -> ArraySlice<UInt64>? {
        let cell = totals[place * CountMask.bitCount..<(place + 1) * CountMask.bitCount]
        return cell.contains { $0 != 0 } ? cell : nil
    }

    // MARK: Breakdowns

    private func breakdowns() -> Breakdowns {
        var breakdowns = Breakdowns()
        breakdowns.source = sources()
        breakdowns.product = rows(ledger.products, productName) { ProductRow(product: $0, before: $1, since: $2) }
        breakdowns.advertiser = rows(ledger.advertisers, advertiserName) {
            AdvertiserRow(advertiser: $0, before: $1, since: $2)
        }
        breakdowns.residence = residences()
        breakdowns.country = rows(ledger.countries, countryName) {
            CountryRow(country: $0, before: $1, since: $2)
        }
        breakdowns.month = months()
        return breakdowns
    }

    private func rows<Row>(
        _ tally: CellTally, _ name: (Int) -> String?, _ row: (String, CountSet, CountSet) -> Row
    ) -> [Row] {
        let cells = 0..<tally.totals.count / CountMask.bitCount
        let named = cells.compactMap { place in
            cell(tally.totals, place).map { (name(place) ?? Self.unknown, sided($0)) }
        }
        return named.sorted { $0.0 < $1.0 }.map { row($0.0, $0.1.before, $0.1.since) }
    }

    private func countryName(_ place: Int) -> String? {
        place < Residence.countries.count ? Residence.countries[place] : nil
    }

    private func productName(_ place: Int) -> String? {
        place < plan.vocabulary.products.count ? plan.vocabulary.products[place].name : nil
    }

    private func advertiserName(_ number: Int) -> String? {
        number < plan.roster.advertisers ? String(AudienceRoster.advertiserID(number)) : nil
    }

    private func sources() -> [SourceRow] {
        var rows: [SourceRow] = []
        for place in 0...SourceSet.unknownBit {
            guard let cell = cell(ledger.sources.totals, place) else { continue }
            let isUnknown = place == SourceSet.unknownBit
            let counts = sided(cell)
            rows.append(
                SourceRow(
                    idType: isUnknown ? Self.unknown : place % 2 == 0 ? "email" : "phone",
                    purpose: isUnknown ? Self.unknown : plan.vocabulary.purposes[place / 2].name,
                    before: counts.before, since: counts.since))
        }
        return rows.sorted { ($0.idType, $0.purpose) < ($1.idType, $1.purpose) }
    }

    private func residences() -> [ResidenceRow] {
        var rows: [ResidenceRow] = []
        for place in 0...Residence.all.count {
            guard let cell = cell(ledger.residences.totals, place) else { continue }
            let known = place < Residence.all.count ? Residence.all[place] : nil
            let counts = sided(cell)
            rows.append(
                ResidenceRow(
                    country: known?.country ?? Self.unknown, region: known?.region ?? Self.unknown,
                    before: counts.before, since: counts.since))
        }
        return rows.sorted { ($0.country, $0.region) < ($1.country, $1.region) }
    }

    // MARK: Days and months

    private func months() -> [MonthRow] {
        var months: [Int32: [UInt64]] = [:]
        for slot in 0..<plan.calendar.daySlots {
            guard let cell = cell(ledger.firstDays, slot) else { continue }
            let date = CivilDate(dayNumber: plan.calendar.day(ofSlot: slot))
            let month = Int32(date.year * 12 + date.month - 1)
            let sum = months[month] ?? Array(repeating: 0, count: CountMask.bitCount)
            months[month] = zip(sum, cell).map { $0 + $1 }
        }
        return months.sorted { $0.key < $1.key }.map { month, totals in
            let counts = sided(totals[...])
            return MonthRow(month: CivilDate.monthText(month), before: counts.before, since: counts.since)
        }
    }

    private func timeline() -> [TimelineDay] {
        var days: [TimelineDay] = []
        for slot in 0..<plan.calendar.daySlots {
            // A day's ten numbers stand as the first ten of a cell do.
            let cell = ledger.timeline[slot * 10..<(slot + 1) * 10]
            guard cell.contains(where: { $0 != 0 }) else { continue }
            let date = CivilDate(dayNumber: plan.calendar.day(ofSlot: slot))
            days.append(TimelineDay(day: date.text, accounts: counts(cell, .before)))
        }
        return days.sorted { $0.day < $1.day }
    }
}
