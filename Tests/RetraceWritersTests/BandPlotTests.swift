import RetraceCore
import RetraceStatistics
import Testing

@testable import RetraceWriters

@Suite struct BandPlotTests {
    private static func points(_ days: [(String, UInt64)]) -> [CumulativeCurve.Point] {
        var sum: UInt64 = 0
        return days.map { day, rise in
            sum += rise
            return CumulativeCurve.Point(day: day, accounts: Bounds(lower: sum / 2, upper: sum))
        }
    }

    private static func plot(_ days: [(String, UInt64)]) throws -> ReportPlot {
        try #require(BandPlot(title: "Accounts", points: points(days), cutoffDay: "2019-09-17")).plot
    }

    /// A few wrong clocks leave the room to what happened, and are told of.
    @Test func farDaysAreDrawnAtTheEdges() throws {
        let year = (1...12).map { ("2019-\($0 < 10 ? "0" : "")\($0)-01", UInt64(1000)) }
        let plot = try BandPlotTests.plot([("0001-01-01", 3)] + year + [("9999-12-31", 2)])
        #expect(plot.description.contains("Rises from 0 on 0001-01-01 to 6,002–12,005 on 9999-12-31"))
        #expect(plot.description.hasSuffix("Days before 2018-12-01 and after 2020-01-01 are drawn at the edges."))
        #expect(plot.svg.contains(">2018-12-01</text>") && plot.svg.contains(">2020-01-01</text>"))
        // The cutoff lies where it lies within the year.
        let place = try #require(plot.svg.firstMatch(of: /x1="([0-9.]+)%" x2="[0-9.]+%" y1="4"/))
        #expect((70...76).contains(try #require(Double(place.1))))
    }

    /// Few accounts, or many on far days, are no wrong clocks.
    @Test(arguments: [1, 400] as [UInt64]) func otherDaysAreAllDrawn(rise: UInt64) throws {
        let plot = try BandPlotTests.plot([("2001-01-01", rise), ("2019-08-01", rise), ("2019-08-02", rise)])
        #expect(!plot.description.contains("edges"))
        #expect(plot.svg.contains(">2001-01-01</text>") && plot.svg.contains(">2019-08-02</text>"))
    }
}
