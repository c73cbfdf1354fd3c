import Foundation
import RetraceCore

/// Rows of an export as text. The columns are stable: account, person, country, region, first, last, sources, bound.
public struct ExportText: Sendable {
    /// The forms of an export.
    public enum Format: String, CaseIterable, Sendable {
        /// RFC 4180: a header line, CR LF, fields quoted where they need it. Sources are separated by spaces.
        case csv
        /// A JSON object a line; what is not known is `null`, sources are an array.
        case jsonl
    }

    private let format: Format
    private let reading: Reading
    private let isForSpreadsheets: Bool
    private static let columns = ["account", "person", "country", "region", "first", "last", "sources", "bound"]

    /// A form for rows of one reading. With `isForSpreadsheets`, fields of CSV that spreadsheets would take as formulas
    /// begin with an apostrophe: ids are then no longer exact.
    public init(_ format: Format, _ reading: Reading, isForSpreadsheets: Bool = false) {
        self.format = format
        self.reading = reading
        self.isForSpreadsheets = isForSpreadsheets
    }

    /// What stands before the first row.
    public var header: String { format == .csv ? ExportText.columns.joined(separator: ",") + "\r\n" : "" }

    /// A row, with its line end.
    public func line(_ row: ExportRow) throws -> String {
        // Sole membership can come of a withdrawal alone: then there is a first instant and no last match, or the reverse.
        let first = row.first == .distantFuture ? nil : row.first.rfc3339
        let last = row.last == .distantPast ? nil : row.last == .distantFuture ? "still" : row.last.rfc3339
        switch format {
        case .csv:
            let fields = [
                row.account, row.person ?? "", row.country ?? "", row.region ?? "", first ?? "", last ?? "",
                row.sources.joined(separator: " "), reading.name,
            ]
            return fields.map(field).joined(separator: ",") + "\r\n"
        case .jsonl:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(Line(row, first, last, reading)), as: UTF8.self) + "\n"
        }
    }

    private func field(_ text: String) -> String {
        var text = text
        if isForSpreadsheets, let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) { text = "'" + text }
        guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
        // By scalars: a line end of two characters is one Character.
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    private struct Line: Encodable {
        let row: ExportRow
        let first: String?
        let last: String?
        let reading: Reading

        init(_ row: ExportRow, _ first: String?, _ last: String?, _ reading: Reading) {
            self.row = row
            self.first = first
            self.last = last
            self.reading = reading
        }

        enum CodingKeys: CodingKey { case account, person, country, region, first, last, sources, bound }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(row.account, forKey: .account)
            try container.encode(row.person, forKey: .person)
            try container.encode(row.country, forKey: .country)
            try container.encode(row.region, forKey: .region)
            try container.encode(first, forKey: .first)
            try container.encode(last, forKey: .last)
            try container.encode(row.sources, forKey: .sources)
            try container.encode(reading.name, forKey: .bound)
        }
    }
}
