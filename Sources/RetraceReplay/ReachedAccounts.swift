import RetraceCore

/// What a case keeps of the impressions that reached accounts, of those that some reached. Not thread-safe.
struct ReachedAccounts {
    /// In the order in which they were added.
    var list: [ReachedEvidence] = []
    /// Cells of breakdowns, by account.
    private(set) var cells: [EvidenceCell] = []
    /// By position of the account in its table: a position in `list`, or -1.
    private var positions: [Int32] = []

    /// Of no account.
    init() {}

    /// For a table of `count` accounts.
    init(count: Int) { positions = Array(repeating: -1, count: count) }

    /// Where in `list` an account is; nil when nothing reached it. Constant time.
    func position(of account: Int) -> Int? { positions[account] < 0 ? nil : Int(positions[account]) }

    /// Where in `list` an account is, which is added if need be. Constant time.
    mutating func positionAdding(_ account: Int) -> Int {
        if positions[account] < 0 {
            positions[account] = Int32(list.count)
            list.append(ReachedEvidence())
        }
        return Int(positions[account])
    }

    /// Keeps the cells that an account's marks have been flushed to; `position` is that in `list`.
    mutating func addCells(of facts: PartitionFacts, after positions: CellPositions, at position: Int) {
        let start = cells.count
        positions.appendCells(of: facts, to: &cells)
        list[position].cells = start..<cells.count
    }
}
