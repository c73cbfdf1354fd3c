import Foundation
import Testing

@testable import RetraceStatistics

/// A short form of the study that `retrace calibrate` runs; the seed is fixed, so it either always passes or never.
@Suite struct CalibrationTests {
    private static let hourly = FileGrid(days: 10, filesPerDay: 24, hosts: 8)
    private static let cells = [
        CalibrationCell(people: 1_000, activity: .single, treatment: .accountSampling(rate: 0.1)),
        CalibrationCell(people: 100, activity: .single, treatment: .accountSampling(rate: 0.05)),
        CalibrationCell(people: 500, activity: .geometric(mean: 1.3), treatment: .personSampling(rate: 0.5)),
        CalibrationCell(people: 1_000, activity: .geometric(mean: 3), treatment: .eventSampling(rate: 0.7)),
        CalibrationCell(people: 500, activity: .zipf(exponent: 2), treatment: .eventSampling(rate: 0.5)),
        CalibrationCell(people: 500, activity: .single, treatment: .eventSampling(rate: 0.3)),
        CalibrationCell(people: 100, activity: .logNormal(sigma: 1.5), treatment: .eventSampling(rate: 0.1)),
        CalibrationCell(people: 500, activity: .geometric(mean: 3), treatment: .filesLost(hourly, lost: 24, .random)),
        CalibrationCell(people: 100, activity: .zipf(exponent: 2), treatment: .filesLost(hourly, lost: 12, .random)),
        CalibrationCell(people: 100, activity: .single, treatment: .filesLost(hourly, lost: 12, .contiguous)),
        CalibrationCell(people: 100, activity: .geometric(mean: 3), treatment: .filesLost(hourly, lost: 12, .oneHost)),
        CalibrationCell(people: 100, activity: .single, treatment: .filesLost(hourly, lost: 12, .peakHours)),
    ]

    @Test(arguments: cells.indices)
    func cellMeetsItsGate(number: Int) {
        // 1,500 runs put the standard error of a coverage of 95 % at 0.6 points, so that 93 and 97 are beyond chance. Where the gate
        // is one-sided, fewer do.
        let runs = number < 5 ? 1_500 : 400
        let result = CalibrationStudy(seed: 2_019, runs: runs).run(Self.cells[number], number: number)
        #expect(result.passes, "\(CalibrationTable.text([result]))")
    }

    @Test func sameSeedSameResults() {
        let study = CalibrationStudy(seed: 7, runs: 20)
        #expect(study.run(Self.cells[7], number: 3) == study.run(Self.cells[7], number: 3))
        #expect(study.run(Self.cells[7], number: 3) != study.run(Self.cells[7], number: 4))
    }

    /// Streams of one seed must not be shifted copies of each other.
    @Test func streamsAreUnrelated() {
        var first = SeededGenerator(seed: 1, stream: 1)
        let numbers = Set((0..<10_000).map { _ in first.next() })
        for stream in UInt64(2)..<20 {
            var other = SeededGenerator(seed: 1, stream: stream)
            #expect(!(0..<1_000).contains { _ in numbers.contains(other.next()) })
        }
    }

    @Test func tablesAndPlotsNameEveryCell() throws {
        let study = CalibrationStudy(seed: 7, runs: 3)
        let results = [0, 9, 10, 11].map { study.run(Self.cells[$0], number: $0) }
        let lines = CalibrationTable.markdown(results).split(separator: "\n")
        #expect(lines.count == 2 + results.count + 1)
        #expect(Set(lines.dropLast().map { $0.count { $0 == "|" } }).count == 1)
        let object = try JSONSerialization.jsonObject(with: CalibrationTable.json(results, study: study))
        let document = try #require(object as? [String: Any])
        #expect((document["cells"] as? [Any])?.count == results.count)
        #expect(CalibrationPlot.svg(results, .refusals).components(separatedBy: "<circle").count == results.count + 1)
        #expect(CalibrationPlot.svg(results, .coverage).components(separatedBy: "<circle").count == 2)
    }
}
