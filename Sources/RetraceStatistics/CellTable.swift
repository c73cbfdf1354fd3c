import RetraceCore

/// Counts by cell of one breakdown. Merging is associative and commutative.
public struct CellTable: Sendable {
    private var positions = FlatMap()
    private var cells: [UInt64] = []
    /// Twenty numbers a cell, by bit of ``RetraceCore/CountMask``.
    private var numbers: [UInt64] = []

    /// No cells.
    public init() {}

    /// Adds accounts to cells, one for each mark. Constant time for each on average.
    public mutating func add(_ marks: [CellMark]) {
        let starts = marks.map { row(of: $0.cell) }
        numbers.withUnsafeMutableBufferPointer { numbers in
            for (mark, start) in zip(marks, starts) {
                var bits = mark.mask.rawValue
                while bits != 0 {
                    numbers[start + bits.trailingZeroBitCount] += 1
                    bits &= bits - 1
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
        let position = Int(positions.value(of: cell, orInsert: UInt32(cells.count)))
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
