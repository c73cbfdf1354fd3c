import Testing

@testable import RetraceWriters

/// Small cells can't be worked out: tables are attacked with everything that a report prints.
@Suite struct CellSuppressionTests {
    private static let threshold: UInt64 = 5

    @Test(arguments: 0..<400)
    func noSmallCellCanBeSolvedFor(seed: UInt64) {
        let table = RandomTable.make(seed: seed)
        guard let hidden = CellSuppression(table, threshold: CellSuppressionTests.threshold).hidden else { return }
        #expect(pinned(table, hidden).isEmpty, "seed \(seed): \(table), hidden \(hidden)")
    }

    /// Most tables are not given up: a suppression that hides all would pass the attack.
    @Test func mostTablesAreShown() {
        let tables = (0..<400).map { RandomTable.make(seed: UInt64($0)) }
        let made = tables.compactMap { CellSuppression($0, threshold: CellSuppressionTests.threshold).hidden }
        #expect(made.count > 250, "\(made.count)")
        let cells = made.flatMap { $0.flatMap { $0 } }
        #expect(cells.filter { !$0 }.count > cells.count / 5)
    }

    /// The attack is worth something: hiding small cells alone falls to it.
    @Test func theAttackSolvesTablesWithoutComplements() {
        let solved = (0..<400).filter { seed in
            let table = RandomTable.make(seed: UInt64(seed))
            return !pinned(table, small(table)).isEmpty
        }
        #expect(solved.count > 20, "\(solved.count)")
    }

    @Test func aSingleSmallCellTakesOthersWithIt() throws {
        let rows: [[UInt64]] = [[3, 3], [40, 60], [200, 300]]
        let table = CountTable(
            totals: [243, 363], rows: rows.map { .init(parent: nil, values: $0) }, orders: [(less: 0, more: 1)],
            isPartition: true)
        let hidden = try #require(CellSuppression(table, threshold: 11).hidden)
        #expect(hidden == [[true, true], [true, true], [false, false]])
    }

    /// Eleven ones that add up to eleven are known, whatever is hidden.
    @Test func whatCannotBeProtectedIsGivenUp() {
        let table = CountTable(
            totals: [11], rows: (0..<11).map { _ in .init(parent: nil, values: [1]) }, orders: [], isPartition: true)
        let made = CellSuppression(table, threshold: 11)
        #expect(made.hidden == nil && made.lostColumn == 0)
    }

    private func small(_ table: CountTable) -> [[Bool]] {
        table.rows.map { $0.values.map { $0 > 0 && $0 < CellSuppressionTests.threshold } }
    }

    private func pinned(_ table: CountTable, _ hidden: [[Bool]]) -> [String] {
        let attack = TableAttack(table, hidden: hidden)
        let small = small(table)
        return table.rows.indices.flatMap { row in
            small[row].indices.filter { small[row][$0] && !attack.isOpen(row, $0) }.map { "\(row),\($0)" }
        }
    }
}
