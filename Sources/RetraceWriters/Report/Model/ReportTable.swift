/// Rows under headings. The first column names the rows.
struct ReportTable: Sendable {
    /// A column's heading.
    struct Heading: Sendable {
        let headingText: String
        let isNumeric: Bool
    }

    /// What stands in one place.
    struct Cell: Sendable {
        let cellText: String
        let isNumeric: Bool
        /// Whether it is a bar and no text.
        var bar: Bar?
    }

    /// A bar from zero to the upper value, strong up to the lower one. Widths are in percent of the widest bar.
    struct Bar: Sendable {
        let lowerWidth: String
        let upperWidth: String
        /// The same in words.
        let barLabel: String
    }

    /// A row.
    struct Row: Sendable {
        let name: String
        /// Said below the name; nil for nothing.
        let meaning: String?
        /// Whether it belongs to the row above it.
        let isNested: Bool
        let cells: [Cell]
    }

    /// What the table holds, as its caption.
    let caption: String
    let nameHeading: String
    let headings: [Heading]
    let rows: [Row]
    /// How many rows are left out; nil for none.
    let more: String?
    /// Whether it may be divided between pages: short tables are not.
    let isLong: Bool

    init(
        _ caption: String, name: String, headings: [String], isText: Set<Int> = [], rows: [ReportTable.Draft],
        more: Int = 0
    ) {
        self.caption = caption
        nameHeading = name
        self.headings = headings.enumerated().map { Heading(headingText: $1, isNumeric: !isText.contains($0)) }
        self.rows = rows.map { row in
            let cells = row.cells.enumerated().map { position, draft in
                Cell(cellText: draft.text, isNumeric: !isText.contains(position), bar: draft.bar)
            }
            return Row(name: row.name, meaning: row.meaning, isNested: row.isNested, cells: cells)
        }
        self.more = more > 0 ? "and \(Figures.count(UInt64(more))) more" : nil
        isLong = rows.count > 12
    }

    /// A row before its columns are known.
    struct Draft: Sendable {
        var name: String
        var meaning: String?
        var isNested = false
        var cells: [CellDraft]

        init(_ name: String, meaning: String? = nil, isNested: Bool = false, _ cells: [CellDraft]) {
            self.name = name
            self.meaning = meaning
            self.isNested = isNested
            self.cells = cells
        }

        init(_ name: String, meaning: String? = nil, isNested: Bool = false, texts: [String]) {
            self.init(name, meaning: meaning, isNested: isNested, texts.map { CellDraft(text: $0) })
        }
    }

    /// A cell before its column is known.
    struct CellDraft: Sendable {
        var text: String
        var bar: Bar?
    }
}
