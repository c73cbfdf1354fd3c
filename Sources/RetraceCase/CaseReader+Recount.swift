import RetraceCore
import RetraceStatistics

extension CaseReader {
    /// The counts for any cutoff: an account is in a count before one that lies after its first instant, and since one
    /// that doesn't lie after its last. Equal to those of a new replay. Reads every account once; of persons it keeps
    /// ids in memory.
    public func recount(cutoff: Instant) throws -> Totals {
        let hasPersons = try run().hasPersons
        var accounts = MaskSums()
        var persons = MaskSums()
        var masks: [[UInt8]: UInt32] = [:]
        try read { database in
            let columns = CaseSchema.instantColumns.joined(separator: ", ")
            let row = try CaseStatement(database, "SELECT person, \(columns) FROM account")
            while try row.next() {
                let mask = CaseReader.mask(row, from: 1, cutoff)
                accounts.add(mask)
                guard hasPersons else { continue }
                let person = row.bytes(0)
                if person.isEmpty { persons.add(mask) } else { masks[Array(person), default: 0] |= mask }
            }
        }
        for mask in masks.values { persons.add(mask) }
        return Totals(accounts: accounts.counts, persons: hasPersons ? persons.counts : nil)
    }

    /// The counts that an account's instants put it in, as ``RetraceCore/CountMask`` has them: its bits are in the
    /// order of columns.
    static func mask(_ row: CaseStatement, from column: Int32, _ cutoff: Instant) -> UInt32 {
        var mask: UInt32 = 0
        for bit in 0..<Int32(CountMask.bitCount) {
            guard let milliseconds = row.integer(column + bit) else { continue }
            let isIn = bit < 10 ? milliseconds < cutoff.milliseconds : milliseconds >= cutoff.milliseconds
            if isIn { mask |= 1 << UInt32(bit) }
        }
        return mask
    }
}

/// Adds up masks by bit.
private struct MaskSums {
    private var numbers = [UInt64](repeating: 0, count: CountMask.bitCount)

    mutating func add(_ mask: UInt32) {
        var bits = mask
        while bits != 0 {
            numbers[bits.trailingZeroBitCount] += 1
            bits &= bits - 1
        }
    }

    var counts: Sided<CountSet> {
        var result = Sided(before: CountSet(), since: CountSet())
        for side in Side.allCases {
            for count in CountKind.allCases {
                result[side][count] = Bounds(
                    lower: numbers[CountMask.bit(count, side, .lower)],
                    upper: numbers[CountMask.bit(count, side, .upper)])
            }
        }
        return result
    }
}
