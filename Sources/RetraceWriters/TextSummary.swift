import RetraceCore
import RetraceStatistics

/// A result as text for people: the answer first, then where it comes from, then what it rests on.
///
/// Same content, same text; times are UTC, no line is wider than 100 columns but for long file names, and nothing in it
/// comes from inside a rejected line. Programs read the JSON instead: this may change.
public struct TextSummary: Sendable {
    private let result: ReplayResult
    private let rejections: [Rejection]
    private let isBold: Bool

    /// A summary of `result`. `rejections` are samples of rejected lines, the first of which are shown; `isBold` sets
    /// headings in bold, for a terminal.
    public init(_ result: ReplayResult, rejections: [Rejection] = [], isBold: Bool = false) {
        self.result = result
        self.rejections = rejections
        self.isBold = isBold
    }

    /// The whole text, with a line feed at its end.
    public var text: String {
        let answer = Answer(result).paragraphs.map { Prose.wrapped($0) }
        return (answer + sections.filter { !$0.isEmpty }.map(headed)).map { $0.joined(separator: "\n") + "\n" }
            .joined(separator: "\n")
    }

    private var sections: [[String]] {
        let funnel = Funnel(result: result)
        return [
            funnel.lines(.before),
            funnel.lines(.since) + (funnel.note.map { ["  \($0)"] } ?? []),
            VerdictTable.lines(result.verdicts),
            UnclassifiedTable.lines(result.unclassifiedPurposes),
            TopCells.sources(result.breakdowns.source).lines(),
            TopCells.products(result.breakdowns.product).lines(),
            TopCells.residences(result.breakdowns.residence).lines(),
            StreamTable.lines(result.streams),
            Remarks.rejections(rejections, total: result.streams.values.reduce(0) { $0 + $1.rejected }),
            EstimateTable.lines(result),
            Remarks.incomplete(result.incomplete),
            Remarks.warnings(result.warnings),
        ]
    }

    /// A section with its first line set as a heading.
    private func headed(_ section: [String]) -> [String] {
        guard isBold, let heading = section.first else { return section }
        return ["\u{1B}[1m\(heading)\u{1B}[0m"] + section.dropFirst()
    }
}
