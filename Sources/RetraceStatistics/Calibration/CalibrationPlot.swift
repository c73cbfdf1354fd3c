/// Draws one number of every cell as a dot on a line of its own, as SVG. The same results give the same bytes.
public enum CalibrationPlot {
    /// What is drawn.
    public enum Measure: String, CaseIterable, Sendable {
        /// How often intervals held the truth.
        case coverage
        /// Mean relative error of the point.
        case bias
        /// Mean width of the interval relative to the truth.
        case width
        /// How often the program refused.
        case refusals
    }

    private static let rowHeight = 15
    private static let left = 470
    private static let plotWidth = 420
    private static let top = 46

    /// The drawing of one measure of all cells to which it applies.
    public static func svg(_ results: [CalibrationResult], _ measure: Measure) -> String {
        let rows = results.compactMap { result in value(result, measure).map { (result, $0) } }
        let range = range(rows.map(\.1), measure)
        let height = top + rows.count * rowHeight + 30
        var parts = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(left + plotWidth + 70)\" height=\"\(height)\" "
                + "font-family=\"sans-serif\" font-size=\"11\">",
            "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
            text(10, 20, title(measure), extra: " font-size=\"14\""),
        ]
        parts += band(measure, range, height: height) + axis(range, height: height)
        for (index, row) in rows.enumerated() { parts += drawn(row.0, row.1, at: top + index * rowHeight + 12, range) }
        return (parts + ["</svg>", ""]).joined(separator: "\n")
    }

    private static func value(_ result: CalibrationResult, _ measure: Measure) -> Double? {
        switch measure {
        case .coverage: result.cell.mustRefuse ? nil : result.coverage
        case .bias: result.cell.mustRefuse ? nil : result.bias
        case .width: result.cell.mustRefuse ? nil : result.width
        case .refusals: result.cell.mustRefuse ? result.rightlyRefusedShare : result.refusedShare
        }
    }

    private static func title(_ measure: Measure) -> String {
        switch measure {
        case .coverage: "Share of 95 % intervals that held the truth (band: 93 to 97 %; blue, conservative: or above)"
        case .bias: "Mean relative error of the point"
        case .width: "Mean width of the interval relative to the truth (cut at 2)"
        case .refusals: "Share of runs refused (orange: cells that must be refused, for the right reason)"
        }
    }

    private static func range(_ values: [Double], _ measure: Measure) -> ClosedRange<Double> {
        switch measure {
        case .coverage: return 0.85...1
        case .refusals: return 0...1
        case .width: return 0...2
        case .bias:
            let reach = max(0.05, values.map(abs).max() ?? 0)
            return -reach...reach
        }
    }

    private static func position(_ value: Double, _ range: ClosedRange<Double>) -> Int {
        let kept = min(max(value, range.lowerBound), range.upperBound)
        return left + Int((kept - range.lowerBound) / (range.upperBound - range.lowerBound) * Double(plotWidth))
    }

    private static func band(_ measure: Measure, _ range: ClosedRange<Double>, height: Int) -> [String] {
        guard measure == .coverage else { return [] }
        let (from, to) = (position(0.93, range), position(0.97, range))
        return [
            "<rect x=\"\(from)\" y=\"\(top)\" width=\"\(to - from)\" height=\"\(height - top - 26)\" fill=\"#dcefdc\"/>"
        ]
    }

    private static func axis(_ range: ClosedRange<Double>, height: Int) -> [String] {
        (0...4).flatMap { step in
            let value = range.lowerBound + Double(step) / 4 * (range.upperBound - range.lowerBound)
            let x = position(value, range)
            let label = text(x, 40, percent(value), extra: " text-anchor=\"middle\"")
            return [
                "<line x1=\"\(x)\" y1=\"\(top)\" x2=\"\(x)\" y2=\"\(height - 26)\" stroke=\"#ccc\"/>", label,
            ]
        }
    }

    private static func drawn(
        _ result: CalibrationResult, _ value: Double, at y: Int, _ range: ClosedRange<Double>
    ) -> [String] {
        let cell = result.cell
        let name = "\(cell.people) · \(cell.activity.name) · \(cell.treatmentName)"
        return [
            text(left - 10, y, name, extra: " text-anchor=\"end\""),
            "<circle cx=\"\(position(value, range))\" cy=\"\(y - 4)\" r=\"4\" fill=\"\(colour(result))\"/>",
            text(left + plotWidth + 10, y, percent(value)),
        ]
    }

    private static func colour(_ result: CalibrationResult) -> String {
        guard result.passes else { return "#c00000" }
        guard !result.cell.mustRefuse else { return "#d07000" }
        return result.isConservative ? "#3060b0" : "#208030"
    }

    private static func text(_ x: Int, _ y: Int, _ words: String, extra: String = "") -> String {
        "<text x=\"\(x)\" y=\"\(y)\"\(extra)>\(words)</text>"
    }

    private static func percent(_ value: Double) -> String {
        let tenths = Int((abs(value) * 1000).rounded())
        return "\(value < 0 && tenths > 0 ? "−" : "")\(tenths / 10).\(tenths % 10) %"
    }
}
