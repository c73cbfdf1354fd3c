import ArgumentParser
import Foundation
import RetraceCore
import RetraceHost
import RetraceStatistics

/// `retrace calibrate`: shows how often the estimates are right, on simulated incidents whose truth is known.
struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Measure how often estimates hold the truth, on simulated incidents.",
        discussion: """
            Simulates incidents, samples or loses their logs in many ways, runs the estimators that replay uses, and compares \
            with the truth. The same seed gives the same bytes.

            EXAMPLES
              retrace calibrate --runs 200
              retrace calibrate --format markdown --output table.md --plots plots

            EXIT STATUS
              0         the intervals of every cell hold the truth as often as they should
              1         those of a cell do not
              64        wrong usage
              70        a bug: please report its message
              74        reading or writing failed
            """)

    /// The forms of the table.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, markdown
    }

    @Option(help: ArgumentHelp("Simulated incidents a cell.", valueName: "number"))
    var runs = 1_000

    @Option(help: ArgumentHelp("Seed of all randomness.", valueName: "number"))
    var seed: UInt64 = 20_190_917

    @Option(help: "Form of the table: text, json or markdown.")
    var format = Format.text

    @OptionGroup var output: OutputArguments

    @Option(
        help: ArgumentHelp("Write plots (SVG) of coverage, bias, width and refusals there.", valueName: "folder"),
        completion: .directory)
    var plots: String?

    func validate() throws {
        guard runs > 0 else { throw ValidationError("--runs needs a number above 0.") }
    }

    func run() throws {
        try output.check()
        let study = CalibrationStudy(seed: seed, runs: runs)
        let results = CalibrationStudy.allCells.enumerated().map { study.run($1, number: $0) }
        try output.write(table(results, study))
        if let plots { try draw(results, into: URL(fileURLWithPath: plots, isDirectory: true)) }
        if !results.allSatisfy(\.passes) { throw ExitCode(1) }
    }

    private func table(_ results: [CalibrationResult], _ study: CalibrationStudy) throws -> Data {
        switch format {
        case .text: Data(CalibrationTable.text(results).utf8)
        case .markdown: Data(CalibrationTable.markdown(results).utf8)
        case .json: try CalibrationTable.json(results, study: study)
        }
    }

    private func draw(_ results: [CalibrationResult], into folder: URL) throws {
        do {
            try FileSystem.makeFolder(folder.path, mode: 0o777)
        } catch {
            throw RetraceError(.inputOutput, "The folder '\(folder.path)' cannot be made: \(error).")
        }
        for measure in CalibrationPlot.Measure.allCases {
            let file = folder.appendingPathComponent("\(measure.rawValue).svg")
            try OutputFile.write(Data(CalibrationPlot.svg(results, measure).utf8), to: file.path)
        }
    }
}
