import RetraceCore
import RetraceStatistics

/// A check as text for people: the verdict first, then what was found of each stream, field by field.
public struct CheckSummary: Sendable {
    private let report: CheckReport

    /// A summary of `report`.
    public init(_ report: CheckReport) { self.report = report }

    /// The whole text, with a line feed at its end.
    public var text: String {
        let streams = LogStream.allCases.compactMap { stream in report.streams[stream.name].map { (stream.name, $0) } }
        let sections =
            [Prose.wrapped(verdict), list("Problems", report.problems)] + streams.map(section)
            + [UnclassifiedTable.lines(report.unclassifiedPurposes), list("Notes", report.notes)]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var verdict: String {
        let lines = Figures.count(report.streams.values.reduce(0) { $0 + $1.lines })
        return report.isSound
            ? "A replay would be sound, as far as \(lines) lines from the start of the files tell."
            : "A replay would not be sound: see the problems below. \(lines) lines from the start of the files were read."
    }

    private func list(_ heading: String, _ sentences: [String]) -> [String] {
        sentences.isEmpty
            ? []
            : [heading] + sentences.flatMap { Prose.wrapped(Prose.visible($0), first: "  ", rest: "    ") }
    }

    private func section(_ name: String, _ stream: CheckReport.Stream) -> [String] {
        func numbers(_ heading: String, _ value: (CheckReport.Field) -> UInt64?) -> Table.Column {
            Table.Column(heading: heading, cells: stream.fields.map { value($0).map(Figures.count) ?? "–" })
        }
        let table = Table(
            title: "  field",
            columns: [
                Table.Column(heading: "", cells: stream.fields.map(\.field), isNumeric: false),
                numbers("filled", \.filled), numbers("missing", \.missing), numbers("wrong", \.wrong),
                Table.Column(
                    heading: "examples", cells: stream.fields.map(examples), isNumeric: false, isOptional: true),
            ]
        ).lines()
        let heading = "\(name): \(Figures.count(stream.lines)) lines, \(Figures.count(stream.rejected)) rejected"
        return [heading] + table + stream.rejections.prefix(3).map { "  rejected: \(Prose.visible(place($0)))" }
    }

    private func examples(_ field: CheckReport.Field) -> String {
        Prose.shortened(field.examples.map(Prose.visible).joined(separator: ", "), to: 42)
    }

    private func place(_ line: CheckReport.Rejected) -> String {
        let reason = Rejection.Reason.allCases.first { $0.name == line.reason }?.text ?? line.reason
        return "\(line.file):\(line.line): \(reason)\(line.field.map { " (\($0))" } ?? "")"
    }
}
