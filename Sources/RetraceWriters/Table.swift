/// Rows of aligned columns, within ``Prose/width`` columns of text.
struct Table {
    /// A column: its heading, its cells, and how they are set.
    struct Column {
        /// Stands above the cells.
        var heading: String
        /// One for each row.
        var cells: [String]
        /// Whether cells end at the same place, as numbers do, or begin there.
        var isNumeric = true
        /// Whether the column may be left out where there is no room.
        var isOptional = false

        /// Characters of the widest cell, heading included.
        var width: Int { cells.map(\.count).reduce(heading.count, max) }
    }

    private static let indent = 2
    private static let gap = 2
    /// How far the first column may be shortened before others are left out.
    private static let firstWidthMin = 28

    /// The first names the rows: it is shortened where there is no room, but never left out. At least one.
    var columns: [Column]

    /// The heading line and a line for each row. What doesn't fit is dropped: first optional columns, from the right, then
    /// the middle of long names.
    func lines() -> [String] {
        var fitting = self
        while fitting.width(first: Table.firstWidthMin) > Prose.width,
            let position = fitting.columns.lastIndex(where: \.isOptional)
        {
            fitting.columns.remove(at: position)
        }
        let excess = fitting.width(first: .max) - Prose.width
        if excess > 0 { fitting.shortenNames(to: max(Table.firstWidthMin, fitting.columns[0].width - excess)) }
        return fitting.rendered()
    }

    private func width(first: Int) -> Int {
        let others = columns.dropFirst().reduce(0) { $0 + $1.width + Table.gap }
        return Table.indent + min(first, columns[0].width) + others
    }

    private mutating func shortenNames(to limit: Int) {
        columns[0].cells = columns[0].cells.map { Prose.shortened($0, to: limit) }
        columns[0].heading = Prose.shortened(columns[0].heading, to: limit)
    }

    private func rendered() -> [String] {
        let heading = line(columns.map(\.heading), indent: 0)
        return [heading]
            + columns[0].cells.indices.map { row in line(columns.map { $0.cells[row] }, indent: Table.indent) }
    }

    /// A line of cells; the heading's first cell is not indented, so that it heads the rows.
    private func line(_ cells: [String], indent: Int) -> String {
        var text = String(repeating: " ", count: indent)
        for (position, (column, cell)) in zip(columns, cells).enumerated() {
            let extra = position == 0 ? Table.indent - indent : 0
            let padding = String(repeating: " ", count: max(0, column.width - cell.count) + extra)
            if position > 0 { text += String(repeating: " ", count: Table.gap) }
            text += column.isNumeric ? padding + cell : cell + padding
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
