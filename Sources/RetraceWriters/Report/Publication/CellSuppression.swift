/// Hides the small cells of a table, and as many others as it takes so that no hidden one can be worked out.
///
/// Small is 1 to threshold − 1; zeros are shown. Everything else in the report counts as known to the attacker: the totals
/// of every column, the sums of parts, the order of columns (lower and upper, the nesting of counts), the other cells.
///
/// A small cell is safe when there is another table that shows the same and in which it differs by ``shift``: that table is
/// put together here, by taking people from one row to another in the columns that must move along. Where rows only cover
/// their total it takes one row alone. Other cells stay as they are, so a cell that is safe stays so when more are hidden.
/// What is safe is thus proven, and what is not proven leads to another cell being hidden, in the end to a whole column.
/// (Complementary suppression: Hundepool et al., *Statistical Disclosure Control*, 2012, chapter 4.)
struct CellSuppression {
    /// Whether each cell is hidden, by row and column; nil when no choice of cells protects one of the small ones.
    private(set) var hidden: [[Bool]]?
    /// The column of that one, which must not be shown at all.
    private(set) var lostColumn: Int?

    private let table: CountTable
    private let values: [[Int]]
    private let leaves: [Int]
    private let ancestors: [[Int]]
    private let sums: [Int]
    /// By how much a hidden small cell may be off, at least; half of what is small, so that one of both directions is free.
    private let shift: Int

    /// Partners tried for a cell at a time.
    private static let partnersMax = 64

    /// Cost: the small cells × ``partnersMax`` × columns², unless no partner of the first ones will do.
    init(_ table: CountTable, threshold: UInt64) {
        let values = table.rows.map { $0.values.map { Int(clamping: $0) } }
        self.table = table
        self.values = values
        leaves = table.leaves
        ancestors = table.rows.indices.map { CellSuppression.path(from: $0, in: table) }
        let roots = table.rows.indices.filter { table.rows[$0].parent == nil }
        sums = table.totals.indices.map { column in roots.reduce(0) { $0 + values[$1][column] } }
        shift = max(1, (Int(clamping: threshold) - 1) / 2)
        let limit = Int(clamping: threshold)
        var hidden = values.map { $0.map { $0 > 0 && $0 < limit } }
        let small = hidden
        for row in small.indices {
            for column in small[row].indices where small[row][column] {
                guard let needed = cheapest(row, column, hidden) else {
                    lostColumn = column
                    return
                }
                for cell in needed { hidden[cell.row][cell.column] = true }
            }
        }
        self.hidden = hidden
    }

    /// The row and what it is a part of.
    private static func path(from row: Int, in table: CountTable) -> [Int] {
        var path = [row]
        while let parent = table.rows[path[path.count - 1]].parent { path.append(parent) }
        return path
    }

    private struct Place {
        let row: Int
        let column: Int
    }

    /// The cells to hide, beside those hidden, that make a cell safe; the fewest found, and among those the smallest.
    private func cheapest(_ row: Int, _ column: Int, _ hidden: [[Bool]]) -> [Place]? {
        var best: (cells: [Place], people: Int)?
        for (plus, minus) in moves(row, column, hidden) {
            guard let amounts = amounts(column, plus, minus) else { continue }
            let cells = (plus + minus).flatMap { row in
                amounts.indices.filter { amounts[$0] > 0 && !hidden[row][$0] }.map { Place(row: row, column: $0) }
            }
            if cells.isEmpty { return [] }
            let people = cells.reduce(0) { $0 &+ values[$1.row][$1.column] }
            if best.map({ (cells.count, people) < ($0.cells.count, $0.people) }) ?? true { best = (cells, people) }
        }
        return best?.cells
    }

    /// The ways in which people may come to a row or leave it: rows that gain and rows that lose.
    private func moves(_ row: Int, _ column: Int, _ hidden: [[Bool]]) -> [(plus: [Int], minus: [Int])] {
        guard table.isPartition else { return [([row], []), ([], [row])] }
        let own = leaves.filter { ancestors[$0].contains(row) && values[$0][column] > 0 }
        let others = partners(of: row, column, hidden)
        return own.prefix(CellSuppression.partnersMax).flatMap { own in
            others.flatMap { other in
                let shared = Set(ancestors[own]).intersection(ancestors[other])
                let (mine, theirs) = (
                    ancestors[own].filter { !shared.contains($0) }, ancestors[other].filter { !shared.contains($0) }
                )
                return [(mine, theirs), (theirs, mine)]
            }
        }
    }

    /// Rows outside of `row` to exchange people with: hidden ones first, then the smallest that are large enough.
    private func partners(of row: Int, _ column: Int, _ hidden: [[Bool]]) -> [Int] {
        let others = leaves.filter { !ancestors[$0].contains(row) && values[$0][column] > 0 }
        let covered = others.filter { hidden[$0][column] }.sorted { values[$0][column] > values[$1][column] }
        let shown = others.filter { !hidden[$0][column] }.sorted {
            (values[$0][column], $0) < (values[$1][column], $1)
        }
        return Array(covered.prefix(CellSuppression.partnersMax)) + shown.prefix(CellSuppression.partnersMax)
            + shown.suffix(CellSuppression.partnersMax)
    }

    /// How many people move in each column when ``shift`` move in `column`, so that the order of columns is kept in every
    /// row; nil when the table can't be changed in that way.
    private func amounts(_ column: Int, _ plus: [Int], _ minus: [Int]) -> [Int]? {
        var amounts = [Int](repeating: 0, count: table.totals.count)
        amounts[column] = shift
        var isSettled = false
        while !isSettled {
            isSettled = true
            func raise(_ column: Int, to amount: Int) {
                guard amount > amounts[column] else { return }
                amounts[column] = amount
                isSettled = false
            }
            for (less, more) in table.orders {
                for row in plus { raise(more, to: values[row][less] + amounts[less] - values[row][more]) }
                for row in minus { raise(less, to: amounts[more] - (values[row][more] - values[row][less])) }
            }
        }
        return isPossible(amounts, plus, minus) ? amounts : nil
    }

    /// No hidden cell is zero, and where rows cover their total they still do.
    private func isPossible(_ amounts: [Int], _ plus: [Int], _ minus: [Int]) -> Bool {
        amounts.indices.filter { amounts[$0] > 0 }.allSatisfy { column in
            let amount = amounts[column]
            guard plus.allSatisfy({ values[$0][column] > 0 }), minus.allSatisfy({ values[$0][column] > amount }) else {
                return false
            }
            guard !table.isPartition else { return true }
            let total = Int(clamping: table.totals[column])
            return plus.allSatisfy { values[$0][column] + amount <= total }
                && (minus.isEmpty || sums[column] - amount >= total)
        }
    }
}
