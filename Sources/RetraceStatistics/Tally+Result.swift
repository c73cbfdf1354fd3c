import RetraceCore

/// Two texts, the first one more significant.
struct TextPairKey: Hashable, Comparable {
    let first: TextKey
    let second: TextKey

    static func < (left: TextPairKey, right: TextPairKey) -> Bool {
        left.first == right.first ? left.second < right.second : left.first < right.first
    }
}

extension Tally {
    /// Totals over accounts, and over persons if they are known.
    public func totals(havePersons: Bool) -> Totals {
        Totals(accounts: Tally.totals(accounts), persons: havePersons ? Tally.totals(persons) : nil)
    }

    private static func totals(_ table: CellTable) -> Sided<CountSet> {
        table.rows { $0 }.first?.counts ?? Sided(before: CountSet(), since: CountSet())
    }

    /// Match events by verdict.
    public var verdictCounts: Sided<VerdictCounts> {
        var result = Sided(before: VerdictCounts(), since: VerdictCounts())
        for side in Side.allCases {
            for verdict in Verdict.allCases {
                result[side][verdict] = verdicts[side.rawValue][Int(verdict.rawValue)]
            }
        }
        return result
    }

    /// The breakdowns, with texts in place of their numbers.
    public func breakdowns(_ texts: Texts) -> Breakdowns {
        func key(_ cell: UInt64) -> TextKey { TextKey(text: texts.string(TextID(truncatingIfNeeded: cell))) }
        var result = Breakdowns()
        result.source = sources.rows { cell in
            let cell = SourceCell(rawValue: cell)
            return TextPairKey(first: TextKey(text: cell.type.name), second: key(UInt64(cell.purpose)))
        }.map {
            SourceRow(
                idType: $0.key.first.text, purpose: $0.key.second.text, before: $0.counts.before, since: $0.counts.since
            )
        }
        result.product = products.rows(key).map {
            ProductRow(product: $0.key.text, before: $0.counts.before, since: $0.counts.since)
        }
        result.advertiser = advertisers.rows(key).map {
            AdvertiserRow(advertiser: $0.key.text, before: $0.counts.before, since: $0.counts.since)
        }
        result.residence = residences.rows { TextPairKey(first: key($0 >> 32), second: key($0 & 0xFFFF_FFFF)) }.map {
            ResidenceRow(
                country: $0.key.first.text, region: $0.key.second.text, before: $0.counts.before, since: $0.counts.since
            )
        }
        result.country = countries.rows(key).map {
            CountryRow(country: $0.key.text, before: $0.counts.before, since: $0.counts.since)
        }
        result.month = sideDays.rows { Tally.monthNumber($0) }.map {
            MonthRow(month: CivilDate.monthText($0.key), before: $0.counts.before, since: $0.counts.since)
        }
        return result
    }

    private static func dayNumber(_ cell: UInt64) -> Int32 { Int32(bitPattern: UInt32(truncatingIfNeeded: cell)) }

    private static func monthNumber(_ cell: UInt64) -> Int32 {
        Instant(milliseconds: Int64(dayNumber(cell)) * 86_400_000).monthNumber
    }

    /// Accounts by the day that first put them in a count.
    public var timeline: [TimelineDay] {
        days.rows(Tally.dayNumber).map {
            TimelineDay(day: CivilDate(dayNumber: $0.key).text, accounts: $0.counts.before)
        }
    }
}
