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
        var owners = PersonMasks()
        try read { database in
            let row = try CaseStatement(database, "SELECT \(CaseReader.maskExpression), person FROM account")
            row.bind(1, cutoff.milliseconds)
            while try row.next() {
                let mask = UInt32(truncatingIfNeeded: row.integer(0) ?? 0)
                accounts.add(mask)
                guard hasPersons else { continue }
                let person = row.bytes(1)
                if person.isEmpty { persons.add(mask) } else { owners.add(mask, to: person) }
            }
        }
        owners.forEach { persons.add($0) }
        return Totals(accounts: accounts.counts, persons: hasPersons ? persons.counts : nil)
    }

    /// The counts that an account's instants put it in, as ``RetraceCore/CountMask`` has them: its bits are in the order of
    /// columns. Worked out by SQLite, which takes less time than to hand over twenty columns.
    private static var maskExpression: String {
        CaseSchema.instantColumns.enumerated().map { bit, column in
            "iif(\(column) \(bit < CaseSchema.instantColumns.count / 2 ? "<" : ">=") ?1, \(1 << bit), 0)"
        }.joined(separator: " + ")
    }
}

/// What each person's accounts are in, together. Short ids, as they mostly are, are kept without memory of their own.
private struct PersonMasks {
    /// Up to 31 bytes of an id, and their number.
    private struct ShortID: Hashable {
        var words: SIMD4<UInt64> = .zero

        init?(_ id: UnsafeRawBufferPointer) {
            guard id.count < 32 else { return nil }
            withUnsafeMutableBytes(of: &words) { bytes in
                bytes.copyMemory(from: id)
                bytes[31] = UInt8(id.count)
            }
        }
    }

    private var short: [ShortID: UInt32] = [:]
    private var long: [[UInt8]: UInt32] = [:]

    mutating func add(_ mask: UInt32, to id: UnsafeRawBufferPointer) {
        if let key = ShortID(id) { short[key, default: 0] |= mask } else { long[Array(id), default: 0] |= mask }
    }

    func forEach(_ body: (UInt32) -> Void) {
        short.values.forEach(body)
        long.values.forEach(body)
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
