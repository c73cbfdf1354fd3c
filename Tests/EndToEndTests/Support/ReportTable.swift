import Foundation

/// A table of a page, as a browser has it.
struct ReportTable {
    /// What stands over the columns, the names of rows included.
    var columns: [String] = []
    /// Rows with their names; small print is left out. Before the name of one that is part of the row above it stands that row's.
    var rows: [(name: String, cells: [String])] = []

    /// Every table by its caption.
    static func all(in page: String) -> [String: ReportTable] {
        var tables: [String: ReportTable] = [:]
        for table in parts("table", of: page) {
            guard let caption = texts("caption", of: table.content).first else { continue }
            var found = ReportTable()
            var whole = ""
            for row in parts("tr", of: table.content) {
                let (heads, cells) = (texts("th", of: row.content), texts("td", of: row.content))
                guard !cells.isEmpty else {
                    found.columns = heads
                    continue
                }
                let isPart = row.attributes.contains("nested")
                if !isPart { whole = heads.first ?? "" }
                found.rows.append((isPart ? "\(whole) · \(heads.first ?? "")" : whole, cells))
            }
            tables[caption] = found
        }
        return tables
    }

    private static func texts(_ tag: String, of html: String) -> [String] {
        parts(tag, of: html).map { text($0.content) }
    }

    private static func parts(_ tag: String, of html: String) -> [(attributes: Substring, content: String)] {
        html.components(separatedBy: "<\(tag)").dropFirst().compactMap { part in
            guard let start = part.firstIndex(of: ">"), part.first == ">" || part.first == " ",
                let end = part.range(of: "</\(tag)>")
            else { return nil }
            return (part[..<start], String(part[part.index(after: start)..<end.lowerBound]))
        }
    }

    private static func text(_ html: String) -> String {
        html.replacing(/<small.*?<\/small>|<svg.*?<\/svg>|<[^>]*>/, with: "")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&nbsp;", with: "\u{A0}").replacing("&amp;", with: "&")
    }
}
