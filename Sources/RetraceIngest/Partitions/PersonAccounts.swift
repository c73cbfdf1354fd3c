import RetraceCore

/// How many accounts of a person are in each count, of persons with several. Not thread-safe.
struct PersonAccounts {
    /// By person, twenty numbers by bit of ``RetraceCore/CountMask``.
    private var numbers: [Int: [UInt32]] = [:]

    /// Notes a further account of a person, whose accounts so far are together in the counts `known`: in one each, as far as
    /// nothing else was noted.
    mutating func add(_ mask: CountMask, of person: Int, knowing known: CountMask) {
        numbers[person, default: PersonAccounts.ones(known)].withUnsafeMutableBufferPointer { own in
            for bit in own.indices where mask.rawValue >> UInt32(bit) & 1 != 0 { own[bit] += 1 }
        }
    }

    private static func ones(_ mask: CountMask) -> [UInt32] {
        (0..<CountMask.bitCount).map { mask.rawValue >> UInt32($0) & 1 }
    }

    /// For each person with several accounts in a count a mark whose cell is their number; counts of equal numbers share one.
    var marks: [CellMark] {
        numbers.values.flatMap { own in
            Set(own).filter { $0 > 1 }.map { number in
                let bits = own.indices.reduce(UInt32(0)) { own[$1] == number ? $0 | 1 << UInt32($1) : $0 }
                return CellMark(cell: UInt64(number), mask: CountMask(rawValue: bits))
            }
        }
    }
}
