import RetraceCore
import RetraceStatistics

/// What was read of each stream.
enum StreamTable {
    static func lines(_ streams: [String: StreamSummary]) -> [String] {
        let rows = LogStream.allCases.map { (name: $0.name, summary: streams[$0.name] ?? StreamSummary()) }
        func numbers(_ heading: String, _ value: (StreamSummary) -> UInt64, isOptional: Bool = false) -> Table.Column {
            Table.Column(
                heading: heading, cells: rows.map { $0.summary.files == 0 ? "–" : Figures.count(value($0.summary)) },
                isOptional: isOptional)
        }
        func stamps(_ heading: String, _ value: (StreamSummary) -> String?) -> Table.Column {
            Table.Column(
                heading: heading, cells: rows.map { value($0.summary).map(stamp) ?? "–" }, isNumeric: false,
                isOptional: true)
        }
        return Table(
            title: "Lines read",
            columns: [
                Table.Column(heading: "", cells: rows.map(\.name), isNumeric: false),
                numbers("lines", \.lines), numbers("rejected", \.rejected), numbers("duplicates", \.duplicates),
                stamps("from (UTC)", \.firstTimestamp), stamps("to (UTC)", \.lastTimestamp),
                numbers("files", \.files, isOptional: true),
            ]
        ).lines()
    }

    /// To the second: milliseconds tell nothing here.
    private static func stamp(_ rfc3339: String) -> String { String(Figures.stamp(rfc3339).prefix(19)) }
}
