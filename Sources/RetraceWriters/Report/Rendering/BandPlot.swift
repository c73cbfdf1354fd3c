import RetraceCore
import RetraceStatistics

/// Draws a curve of lower and upper values over days, with the cutoff marked. Lines stretch with the page, words do not.
struct BandPlot {
    private static let height = 240.0
    private static let (top, bottom) = (28.0, 28.0)

    let title: String
    let points: [CumulativeCurve.Point]
    /// `YYYY-MM-DD` of the cutoff.
    let cutoffDay: String

    /// The days at the edges.
    private let first: Int
    private let last: Int
    /// Whether days lie beyond the edges: their rise is drawn there.
    private let isCut: Bool
    private let widest: UInt64

    /// Nil without points.
    init?(title: String, points: [CumulativeCurve.Point], cutoffDay: String) {
        let days = points.compactMap { BandPlot.dayNumber($0.day) }
        guard days.count == points.count, let wholeFirst = days.first, let wholeLast = days.last else { return nil }
        let cutoff = BandPlot.dayNumber(cutoffDay) ?? wholeFirst
        let (first, last) = BandPlot.drawn(days, points) ?? (wholeFirst, wholeLast)
        isCut = (first, last) != (wholeFirst, wholeLast)
        self.title = title
        self.points = points
        self.cutoffDay = cutoffDay
        self.first = min(first, cutoff) - 1
        self.last = max(last, cutoff) + 1
        widest = BandPlot.ceiling(points.map(\.accounts.upper).max() ?? 1)
    }

    /// Where all but a thousandth at either end lies, when that is but a small part of the time: one wrong clock would
    /// otherwise leave no room for what happened. Nil where all days can be drawn.
    private static func drawn(_ days: [Int], _ points: [CumulativeCurve.Point]) -> (Int, Int)? {
        guard let total = points.last?.accounts.upper, total > 0,
            let first = points.firstIndex(where: { $0.accounts.upper > total / 1000 }),
            let last = points.firstIndex(where: { $0.accounts.upper >= total - total / 1000 })
        else { return nil }
        let margin = max(30, (days[last] - days[first]) / 20)
        let range = (max(days[0], days[first] - margin), min(days[days.count - 1], days[last] + margin))
        return (range.1 - range.0) * 4 < days[days.count - 1] - days[0] ? range : nil
    }

    /// The drawing with its words.
    var plot: ReportPlot {
        let end = points.last.map { PublishedBounds($0.accounts).text } ?? "0"
        let atCutoff = points.last { $0.day < cutoffDay }.map { PublishedBounds($0.accounts).text } ?? "0"
        let description =
            "Rises from 0 on \(points.first?.day ?? "") to \(end) on \(points.last?.day ?? ""); "
            + "\(atCutoff) by the end of the day before the cutoff, \(cutoffDay)."
            + (isCut ? " Days before \(date(first)) and after \(date(last)) are drawn at the edges." : "")
        return ReportPlot(plotTitle: title, description: description, svg: svg(description))
    }

    private func svg(_ description: String) -> String {
        let attributes = [
            ("width", "100%"), ("height", SVG.number(BandPlot.height)), ("role", "img"),
            ("aria-label", "\(title). \(description)"),
        ]
        return SVG.element("svg", attributes, grid + curves + cutoff + dates)
    }

    private var plotHeight: Double { BandPlot.height - BandPlot.top - BandPlot.bottom }

    private func x(_ day: Int) -> Double { min(1, max(0, Double(day - first) / Double(max(1, last - first)))) }

    private func y(_ value: UInt64) -> Double { 1 - Double(value) / Double(widest) }

    private var grid: String {
        [0, widest / 2, widest].map { value in
            let y = SVG.number(BandPlot.top + self.y(value) * plotHeight)
            let label = SVG.number(BandPlot.top + self.y(value) * plotHeight - 5)
            return SVG.element("line", [("x1", "0"), ("x2", "100%"), ("y1", y), ("y2", y), ("class", "grid")])
                + SVG.text(Figures.count(value), x: "0", y: label, style: "tick")
        }.joined()
    }

    /// In a drawing of its own that is stretched to the page's width.
    private var curves: String {
        let lower = steps(\.lower)
        let upper = steps(\.upper)
        let band = SVG.element(
            "polygon", [("points", (upper + lower.reversed()).joined(separator: " ")), ("class", "band")])
        let lines = [(upper, "upper"), (lower, "lower")].map {
            SVG.element("polyline", [("points", $0.0.joined(separator: " ")), ("class", $0.1)])
        }
        return SVG.element(
            "svg",
            [
                ("x", "0"), ("y", SVG.number(BandPlot.top)), ("width", "100%"), ("height", SVG.number(plotHeight)),
                ("viewBox", "0 0 1000 1000"), ("preserveAspectRatio", "none"), ("class", "curves"),
            ], band + lines.joined())
    }

    private func steps(_ reading: KeyPath<Bounds, UInt64>) -> [String] {
        var value: UInt64 = 0
        var corners = [(0.0, UInt64(0))]
        for point in points {
            guard let day = BandPlot.dayNumber(point.day) else { continue }
            corners.append((x(day), value))
            value = point.accounts[keyPath: reading]
            corners.append((x(day), value))
        }
        corners.append((1, value))
        return corners.map { "\(SVG.number($0.0 * 1000)),\(SVG.number(y($0.1) * 1000))" }
    }

    private var cutoff: String {
        guard let day = BandPlot.dayNumber(cutoffDay) else { return "" }
        let (x, isLate) = (SVG.percent(self.x(day)), self.x(day) > 0.5)
        let bottom = SVG.number(BandPlot.top + plotHeight)
        return SVG.element("line", [("x1", x), ("x2", x), ("y1", "4"), ("y2", bottom), ("class", "cutoff")])
            + SVG.text(
                isLate ? "cutoff " : " cutoff", x: x, y: "14", anchor: isLate ? "end" : "start", style: "mark")
    }

    private var dates: String {
        let y = SVG.number(BandPlot.height - 8)
        return SVG.text(isCut ? date(first) : points.first?.day ?? "", x: "0", y: y, style: "tick")
            + SVG.text(isCut ? date(last) : points.last?.day ?? "", x: "100%", y: y, anchor: "end", style: "tick")
    }

    /// A round number no less than `value`, easily halved.
    static func ceiling(_ value: UInt64) -> UInt64 {
        var unit: UInt64 = 1
        while unit <= value / 10 { unit *= 10 }
        return [2, 4, 6, 8, 10, 20].map { $0 * unit }.first { $0 >= value } ?? value
    }

    private func date(_ day: Int) -> String {
        String(Instant(milliseconds: Int64(day) * 86_400_000).rfc3339.prefix(10))
    }

    private static func dayNumber(_ text: String) -> Int? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return CivilDate(year: parts[0], month: parts[1], day: parts[2]).map { Int($0.dayNumber) }
    }
}
