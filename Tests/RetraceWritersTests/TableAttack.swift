@testable import RetraceWriters

/// Solves a table with hidden cells for what they may be: every sum, order and cover that the attacker knows, and that no
/// hidden cell is zero. Whole numbers, complete search: what it can't tell apart, nobody can.
struct TableAttack {
    let table: CountTable
    let hidden: [[Bool]]
    private var low: [[Int]]
    private var high: [[Int]]

    init(_ table: CountTable, hidden: [[Bool]]) {
        self.table = table
        self.hidden = hidden
        let values = table.rows.map { $0.values.map { Int($0) } }
        low = values.indices.map { row in values[row].indices.map { hidden[row][$0] ? 1 : values[row][$0] } }
        high = values.indices.map { row in
            values[row].indices.map { hidden[row][$0] ? Int(table.totals[$0]) : values[row][$0] }
        }
    }

    /// Whether a cell could be less or more than it is.
    func isOpen(_ row: Int, _ column: Int) -> Bool {
        let truth = Int(table.rows[row].values[column])
        var less = self
        less.high[row][column] = min(less.high[row][column], truth - 1)
        var more = self
        more.low[row][column] = max(more.low[row][column], truth + 1)
        return less.solve() || more.solve()
    }

    private mutating func solve() -> Bool {
        guard narrow() else { return false }
        var choice: (row: Int, column: Int)?
        for row in low.indices {
            for column in low[row].indices where low[row][column] < high[row][column] {
                if choice.map({ width(row, column) < width($0.row, $0.column) }) ?? true { choice = (row, column) }
            }
        }
        guard let choice else { return true }
        for value in low[choice.row][choice.column]...high[choice.row][choice.column] {
            var next = self
            next.low[choice.row][choice.column] = value
            next.high[choice.row][choice.column] = value
            if next.solve() { return true }
        }
        return false
    }

    private func width(_ row: Int, _ column: Int) -> Int { high[row][column] - low[row][column] }

    /// Draws the ends of every cell together until nothing changes; false where they cross.
    private mutating func narrow() -> Bool {
        var before = (low, high)
        repeat {
            before = (low, high)
            for (less, more) in table.orders {
                for row in low.indices {
                    high[row][less] = min(high[row][less], high[row][more])
                    low[row][more] = max(low[row][more], low[row][less])
                }
            }
            for column in table.totals.indices { narrowSums(column) }
            for row in low.indices where zip(low[row], high[row]).contains(where: { $0 > $1 }) { return false }
        } while before.0 != low || before.1 != high
        return true
    }

    private mutating func narrowSums(_ column: Int) {
        let parents: [Int?] = [nil] + Set(table.rows.compactMap(\.parent)).sorted().map { $0 }
        for parent in parents {
            let parts = table.rows.indices.filter { table.rows[$0].parent == parent }
            let total = Int(table.totals[column])
            var (least, most) = parent.map { (low[$0][column], high[$0][column]) } ?? (total, total)
            let (sumLow, sumHigh) = (
                parts.reduce(0) { $0 + low[$1][column] }, parts.reduce(0) { $0 + high[$1][column] }
            )
            // Rows that cover their total may add up to anything from it on.
            if !table.isPartition { most = .max / 2 }
            if let parent {
                least = max(least, sumLow)
                most = min(most, sumHigh)
                (low[parent][column], high[parent][column]) = (least, most)
            }
            for part in parts {
                let others = (sumLow - low[part][column], sumHigh - high[part][column])
                low[part][column] = max(low[part][column], least - others.1)
                high[part][column] = min(high[part][column], most - others.0)
            }
            if sumHigh < least || sumLow > most, let first = parts.first { low[first][column] = .max / 4 }
        }
    }
}
