import RetraceCore

extension Tally {
    /// What estimates of lost lines and files need of the accounts: of `matched`, `reached` and `disclosed`.
    ///
    /// A count of which not every account has its lines, because nothing was collected, is left out. Linear in the number
    /// of files and of different numbers of lines.
    public var accountEvidence: EvidenceTable {
        var table = EvidenceTable()
        for count in [CountKind.matched, .reached, .disclosed] {
            for side in Side.allCases {
                for reading in Reading.allCases {
                    table[count, side, reading] = evidence(bit: CountMask.bit(count, side, reading))
                }
            }
        }
        return table
    }

    /// What estimates of persons need where accounts were sampled: how many accounts of each person are in every count.
    public var personEvidence: EvidenceTable {
        var table = EvidenceTable()
        for count in CountKind.allCases {
            for side in Side.allCases {
                for reading in Reading.allCases {
                    let bit = CountMask.bit(count, side, reading)
                    var accounts = Tally.histogram(personAccounts, bit)
                    let all = persons.column(bit).reduce(0) { $0 + $1.accounts }
                    accounts.add(pieces: 1, accounts: all - min(all, accounts.total))
                    table[count, side, reading] = CountEvidence(accounts: accounts)
                }
            }
        }
        return table
    }

    private func evidence(bit: Int) -> CountEvidence? {
        let events = Tally.histogram(lineCounts, bit)
        guard events.total == accounts.column(bit).reduce(0, { $0 + $1.accounts }) else { return nil }
        var shards = ShardEvidence(seenIn: Tally.histogram(fileCounts, bit))
        for (file, accounts) in onlyFiles.column(bit) { shards.onlyIn[UInt32(truncatingIfNeeded: file)] = accounts }
        return CountEvidence(events: events, shards: shards)
    }

    private static func histogram(_ table: CellTable, _ bit: Int) -> EvidenceHistogram {
        var histogram = EvidenceHistogram()
        for (pieces, accounts) in table.column(bit) {
            histogram.add(pieces: UInt32(clamping: pieces), accounts: accounts)
        }
        return histogram
    }
}
