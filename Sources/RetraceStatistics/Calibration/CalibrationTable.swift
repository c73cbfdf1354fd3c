import Foundation

/// Writes results as a table for people or as JSON for programs. The same results give the same bytes.
public enum CalibrationTable {
    private static let head = [
        "people", "activity", "logs", "runs", "refused", "coverage", "too low", "too high", "bias", "width", "kind",
        "ok",
    ]

    /// A Markdown table, one row a cell, with a line that says how many cells pass.
    public static func markdown(_ results: [CalibrationResult]) -> String {
        let rule = "| " + head.map { _ in "---" }.joined(separator: " | ") + " |"
        let rows = ([head] + results.map(row)).map { "| " + $0.joined(separator: " | ") + " |" }
        return ([rows[0], rule] + rows.dropFirst() + ["", summary(results), ""]).joined(separator: "\n")
    }

    /// The same as aligned text.
    public static func text(_ results: [CalibrationResult]) -> String {
        let rows = [head] + results.map(row)
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return cells.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }
        return (lines + ["", summary(results), ""]).joined(separator: "\n")
    }

    /// The numbers of every cell, under `cells`, with the seed.
    public static func json(_ results: [CalibrationResult], study: CalibrationStudy) throws -> Data {
        try ResultEncoder.encode(CalibrationDocument(results, study: study))
    }

    /// How many cells pass.
    public static func summary(_ results: [CalibrationResult]) -> String {
        let passed = results.count { $0.passes }
        let wrong = results.reduce(0) { $0 + $1.wrongBounds }
        return "\(passed) of \(results.count) cells pass. Bounds of refusals that did not hold: \(wrong)."
    }

    private static func row(_ result: CalibrationResult) -> [String] {
        let cell = result.cell
        let estimated = Double(max(1, result.estimated))
        return [
            String(cell.people), cell.activity.name, cell.treatmentName, String(result.runs),
            percent(cell.mustRefuse ? result.rightlyRefusedShare : result.refusedShare),
            percent(result.coverage), result.estimated > 0 ? percent(Double(result.tooLow) / estimated) : "–",
            result.estimated > 0 ? percent(Double(result.tooHigh) / estimated) : "–",
            percent(result.bias), percent(result.width),
            cell.mustRefuse ? "refusal" : result.isConservative ? "conservative" : "nominal",
            result.passes ? "yes" : "NO",
        ]
    }

    private static func percent(_ value: Double?) -> String {
        guard let value else { return "–" }
        let tenths = Int((abs(value) * 1000).rounded())
        return "\(value < 0 && tenths > 0 ? "−" : "")\(tenths / 10).\(tenths % 10) %"
    }
}

/// The JSON form of a study.
private struct CalibrationDocument: Encodable {
    struct Row: Encodable {
        let people: Int
        let activity: String
        let logs: String
        let runs: Int
        let estimated: Int
        let covered: Int
        let tooLow: Int
        let tooHigh: Int
        let rightlyRefused: Int
        let wrongBounds: Int
        let bias: Double?
        let width: Double?
        let mustRefuse: Bool
        let isConservative: Bool
        let passes: Bool

        enum CodingKeys: String, CodingKey {
            case people, activity, logs, runs, estimated, covered, bias, width, passes
            case tooLow = "too_low"
            case tooHigh = "too_high"
            case rightlyRefused = "rightly_refused"
            case wrongBounds = "wrong_bounds"
            case mustRefuse = "must_refuse"
            case isConservative = "conservative"
        }
    }

    let schema = "retrace.calibration/1"
    let seed: UInt64
    let cells: [Row]

    init(_ results: [CalibrationResult], study: CalibrationStudy) {
        seed = study.seed
        cells = results.map { result in
            Row(
                people: result.cell.people, activity: result.cell.activity.name, logs: result.cell.treatmentName,
                runs: result.runs, estimated: result.estimated, covered: result.covered, tooLow: result.tooLow,
                tooHigh: result.tooHigh, rightlyRefused: result.rightlyRefused, wrongBounds: result.wrongBounds,
                bias: result.bias, width: result.width, mustRefuse: result.cell.mustRefuse,
                isConservative: result.isConservative, passes: result.passes)
        }
    }
}
