import RetraceCore

/// Counts by cell of one breakdown. Merging is associative and commutative.
public struct CellTable: Sendable {
    /// Rows of cells of ``directMax`` and more.
    private var positions = FlatMap()
    /// Rows of the cells below, plus one; 0 of those that have none. Most cells are numbers of texts or days.
    private var direct: [UInt32] = []
    private static let directMax: UInt64 = 1 << 16
    private var cells: [UInt64] = []
    /// Twenty numbers a cell, by bit of ``RetraceCore/CountMask``.
    private var numbers: [UInt64] = []

    /// No cells.
    public init() {}

    /// Adds accounts to cells, one for each mark. Constant time for each on average.
    public mutating func add(_ marks: [CellMark]) {
        var next = 0
        while next < marks.count {
            addKnown(marks, from: &next)
            if next < marks.count { _ = row(of: marks[next].cell) }
        }
    }

    /// Adds marks up to the first one whose cell has no row yet.
    private mutating func addKnown(_ marks: [CellMark], from next: inout Int) {
        let (direct, positions) = (direct, positions)
        numbers.withUnsafeMutableBufferPointer { numbers in
            direct.withUnsafeBufferPointer { direct in
                while next < marks.count {
                    let mark = marks[next]
                    let row: Int
                    if mark.cell < UInt64(direct.count) {
                        row = Int(direct[Int(mark.cell)]) - 1
                    } else {
                        row = positions[mark.cell].map { Int($0) } ?? -1
                    }
                    guard row >= 0 else { return }
                    let start = row * CountMask.bitCount
                    var bits = mark.mask.rawValue
                    while bits != 0 {
                        numbers[start + bits.trailingZeroBitCount] &+= 1
                        bits &= bits &- 1
                    }
                    next += 1
                }
            }
        }
    }

    /// Adds all of another table.
    public mutating func merge(_ other: CellTable) {
        for (position, cell) in other.cells.enumerated() {
            let start = row(of: cell)
            for bit in 0..<CountMask.bitCount {
                numbers[start + bit] += other.numbers[position * CountMask.bitCount + bit]
            }
        }
    }

    /// Writes all rows, with cells as `cell` makes them.
    func encode(into encoder: inout MessageEncoder, cell: (UInt64) -> UInt64) {
        encoder.number(UInt64(cells.count))
        for (position, key) in cells.enumerated() {
            encoder.number(cell(key))
            let start = position * CountMask.bitCount
            for number in numbers[start..<start + CountMask.bitCount] { encoder.number(number) }
        }
    }

    /// Reads what ``encode(into:cell:)`` writes, with cells as `cell` makes them. Throws ``RetraceCore/MalformedMessage``.
    init(from decoder: inout MessageDecoder, cell: (UInt64, MessageDecoder) throws -> UInt64) throws {
        self.init()
        for _ in 0..<(try decoder.count(bytesEach: CountMask.bitCount + 1)) {
            let key = try decoder.number()
            let start = row(of: try cell(key, decoder))
            for bit in 0..<CountMask.bitCount { numbers[start + bit] += try decoder.number() }
        }
    }

    private mutating func row(of cell: UInt64) -> Int {
        let position: Int
        if cell < CellTable.directMax {
            if cell >= direct.count {
                direct += [UInt32](repeating: 0, count: max(Int(cell) + 64, direct.count * 2) - direct.count)
            }
            if direct[Int(cell)] == 0 { direct[Int(cell)] = UInt32(cells.count + 1) }
            position = Int(direct[Int(cell)]) - 1
        } else {
            position = Int(positions.value(of: cell, orInsert: UInt32(cells.count)))
        }
        if position == cells.count {
            cells.append(cell)
            numbers += [UInt64](repeating: 0, count: CountMask.bitCount)
        }
        return position * CountMask.bitCount
    }

    /// Cells with accounts of one bit, in no particular order.
    func column(_ bit: Int) -> [(cell: UInt64, accounts: UInt64)] {
        cells.enumerated().compactMap { position, cell in
            let accounts = numbers[position * CountMask.bitCount + bit]
            return accounts == 0 ? nil : (cell, accounts)
        }
    }

    /// Rows that are not all zero, with keys that `key` makes of cells; cells of equal keys are added up. Sorted by key.
    func rows<Key: Hashable & Comparable>(_ key: (UInt64) -> Key) -> [(key: Key, counts: Sided<CountSet>)] {
        var merged: [Key: [UInt64]] = [:]
        for (position, cell) in cells.enumerated() {
            let start = position * CountMask.bitCount
            let row = numbers[start..<start + CountMask.bitCount]
            merged[key(cell), default: [UInt64](repeating: 0, count: CountMask.bitCount)].add(row)
        }
        return merged.filter { $0.value.contains { $0 != 0 } }
            .map { (key: $0.key, counts: CellTable.counts($0.value)) }
            .sorted { $0.key < $1.key }
    }

    /// Twenty numbers by bit as counts.
    static func counts(_ numbers: [UInt64]) -> Sided<CountSet> {
        var result = Sided(before: CountSet(), since: CountSet())
        for side in Side.allCases {
            for kind in CountKind.allCases {
                result[side][kind] = Bounds(
                    lower: numbers[CountMask.bit(kind, side, .lower)], upper: numbers[CountMask.bit(kind, side, .upper)]
                )
            }
        }
        return result
    }
}

extension [UInt64] {
    fileprivate mutating func add(_ other: ArraySlice<UInt64>) {
        for (position, number) in zip(indices, other) { self[position] += number }
    }
}
