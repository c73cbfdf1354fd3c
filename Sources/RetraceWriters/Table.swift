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

    /// What the table is about, on the line of the headings.
    var title: String
    /// The first names the rows: it is shortened where there is no room, but never left out. At least one; headings of
    /// leading columns that hold words are empty, for the title stands there.
    var columns: [Column]

    /// The title's line and a line for each row. What doesn't fit is dropped: first optional columns, from the right, then
    /// the middle of long names.
    func lines() -> [String] {
        var fitting = self
        fitting.makeRoomForTitle()
        while fitting.width(first: Table.firstWidthMin) > Prose.width,
            let position = fitting.columns.lastIndex(where: \.isOptional)
        {
            fitting.columns.remove(at: position)
        }
        let excess = fitting.width(first: .max) - Prose.width
        if excess > 0 { fitting.shortenNames(to: max(Table.firstWidthMin, fitting.columns[0].width - excess)) }
        return fitting.rendered()
    }

    /// Widens the first column where all leading columns of words together are narrower than the title.
    private mutating func makeRoomForTitle() {
        let leading = columns.prefix { $0.heading.isEmpty }
        let room = Table.indent + leading.reduce(-Table.gap) { $0 + $1.width + Table.gap }
        let missing = title.count - room
        guard missing > 0, let width = leading.first?.width else { return }
        columns[0].cells = columns[0].cells.map { $0 + String(repeating: " ", count: width + missing - $0.count) }
    }

    private func width(first: Int) -> Int {
        let others = columns.dropFirst().reduce(0) { $0 + $1.width + Table.gap }
        return Table.indent + min(first, columns[0].width) + others
    }

    private mutating func shortenNames(to limit: Int) {
        columns[0].cells = columns[0].cells.map { Prose.shortened($0, to: limit) }
    }

    private func rendered() -> [String] {
        [titled(line(columns.map(\.heading)))]
            + columns[0].cells.indices.map { row in line(columns.map { $0.cells[row] }) }
    }

    /// The title in the free space at the start of the line of headings; where it is too long for it, the headings move.
    private func titled(_ headings: String) -> String {
        let words = headings.drop { $0 == " " }
        let room = headings.count - words.count
        guard !words.isEmpty else { return title }
        return title + String(repeating: " ", count: max(Table.gap, room - title.count)) + words
    }

    private func line(_ cells: [String]) -> String {
        var text = String(repeating: " ", count: Table.indent)
        for (position, (column, cell)) in zip(columns, cells).enumerated() {
            let padding = String(repeating: " ", count: max(0, column.width - cell.count))
            if position > 0 { text += String(repeating: " ", count: Table.gap) }
            text += column.isNumeric ? padding + cell : cell + padding
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
