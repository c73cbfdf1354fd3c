import RetraceCore

/// How many accounts fall in each cell of a breakdown, by count, side and reading.
///
/// While an account's story is told, its bits are collected per cell, so that it counts once in each; ``settle()`` then
/// adds them.
final class CellTally {
    /// Accounts by `cell * CountMask.bitCount + bit`.
    private(set) var totals: [UInt64]
    private var masks: [UInt32]
    private var touched: [Int] = []

    init(cells: Int) {
        totals = Array(repeating: 0, count: cells * CountMask.bitCount)
        masks = Array(repeating: 0, count: cells)
        touched.reserveCapacity(64)
    }

    /// The account at hand falls in a cell for these counts.
    @inline(__always)
    func note(_ cell: Int, _ bits: UInt32) {
        if masks[cell] == 0 { touched.append(cell) }
        masks[cell] |= bits
    }

    /// Counts the account at hand and turns to the next.
    func settle() {
        for cell in touched {
            add(cell, masks[cell])
            masks[cell] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }

    private func add(_ cell: Int, _ bits: UInt32) {
        var rest = bits
        while rest != 0 {
            totals[cell * CountMask.bitCount + rest.trailingZeroBitCount] += 1
            rest &= rest &- 1
        }
    }

    /// Adds the totals of another tally of the same cells.
    func merge(_ other: CellTally) {
        for place in totals.indices { totals[place] += other.totals[place] }
    }
}
