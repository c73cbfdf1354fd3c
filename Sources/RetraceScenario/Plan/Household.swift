/// Who owns which account, among the accounts of a block: persons with one account are usual, with two or three not
/// rare. All accounts of a person lie in one block, so persons can be counted block by block.
struct Household {
    /// How many accounts a block holds; the last block of a scenario may hold fewer.
    static let size = 16

    /// For each account of the block the person's number within the block.
    let owners: [Int]

    private static let layouts: [[Int]] = [
        Array(0..<16),
        [0, 1, 2, 3, 0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 8, 15],
        [0, 0, 2, 3, 4, 5, 6, 3, 8, 9, 10, 3, 12, 13, 14, 15],
        [0, 1, 2, 3, 4, 5, 1, 7, 8, 9, 4, 11, 12, 9, 14, 15],
        Array(0..<16),
    ]
    private static let shared: [[Bool]] = layouts.map { layout in
        layout.map { owner in layout.count { $0 == owner } > 1 }
    }
    private let layout: Int

    init(dice: inout Dice) {
        layout = dice.below(Self.layouts.count)
        owners = Self.layouts[layout]
    }

    /// Whether the owner of an account has others too.
    func isShared(_ account: Int) -> Bool { Self.shared[layout][account] }
}
