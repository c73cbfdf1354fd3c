import RetraceCore

/// Simulates incidents whose truth is known, takes away logs, runs the real estimators, and reports how often they were right.
///
/// The same seed gives the same results on every machine, whatever the order in which cells are run.
public struct CalibrationStudy: Sendable {
    /// The seed of all randomness.
    public let seed: UInt64
    /// Incidents a cell, at least 1.
    public let runs: Int

    /// A study; no work is done yet.
    public init(seed: UInt64, runs: Int) {
        self.seed = seed
        self.runs = max(1, runs)
    }

    /// The results of one cell. `number` sets its random numbers apart from those of other cells.
    public func run(_ cell: CalibrationCell, number: Int) -> CalibrationResult {
        let simulator = IncidentSimulator(cell)
        var result = CalibrationResult(cell: cell)
        for run in 0..<runs {
            var random = SeededGenerator(seed: seed, stream: UInt64(number) << 32 | UInt64(run))
            note(simulator.incident(&random), in: &result)
        }
        return result
    }

    private func note(_ incident: SimulatedIncident, in result: inout CalibrationResult) {
        let builder = EstimateBuilder(
            totals: incident.totals, completeness: incident.completeness, accountEvidence: incident.accountEvidence,
            personEvidence: incident.personEvidence)
        guard let estimate = builder?.estimate(.matched, .before, .lower, incident.unit) else { return }
        let truth = Double(incident.truth)
        let low = estimate.low ?? 0
        let high = estimate.high ?? .infinity
        result.runs += 1
        guard let point = estimate.point else {
            if isRight(incident, cell: result.cell) { result.rightlyRefused += 1 }
            // The ceiling of persons sampled by account is an interval's end and not a bound.
            if incident.unit == .accounts, truth < low || truth > high { result.wrongBounds += 1 }
            return
        }
        result.estimated += 1
        result.errorSum += (point - truth) / truth
        result.widthSum += (high - low) / truth
        if estimate.method.hasSuffix("conservative") { result.conservative += 1 }
        if truth < low { result.tooHigh += 1 } else if truth > high { result.tooLow += 1 } else { result.covered += 1 }
    }

    private func isRight(_ incident: SimulatedIncident, cell: CalibrationCell) -> Bool {
        guard case .filesLost(_, _, let loss) = cell.treatment else { return cell.mustRefuse }
        switch (loss, incident.lossRefusal) {
        case (.contiguous, .contiguousLoss), (.peakHours, .busyHoursLost): return true
        case (.contiguous, .commonCause(let label, _, _, _)): return label == .day
        case (.peakHours, .commonCause(let label, _, _, _)): return label == .hour
        case (.oneHost, .commonCause(let label, _, _, _)): return label == .host
        default: return false
        }
    }
}

extension CalibrationStudy {
    /// The cells of the full study: sizes by rates by activities for sampling; sizes by grids by numbers by activities for files lost
    /// at random; grids by numbers for losses that must be refused.
    public static let allCells: [CalibrationCell] = sampledCells + lostCells + refusedCells

    private static let sizes = [100, 1_000, 20_000]
    private static let activities: [Activity] = [
        .geometric(mean: 3), .logNormal(sigma: 1.5), .zipf(exponent: 2),
    ]
    private static let hourly = FileGrid(days: 10, filesPerDay: 24, hosts: 8)
    private static let sixHourly = FileGrid(days: 15, filesPerDay: 4, hosts: 6)
    private static let daily = FileGrid(days: 30, filesPerDay: 1, hosts: 5)

    private static var sampledCells: [CalibrationCell] {
        sizes.flatMap { people in
            [0.01, 0.05, 0.1, 0.5, 0.9].map {
                CalibrationCell(people: people, activity: .single, treatment: .accountSampling(rate: $0))
            }
                + [0.9, 0.5, 0.3, 0.2, 0.1].map {
                    CalibrationCell(
                        people: people, activity: .geometric(mean: 1.3), treatment: .personSampling(rate: $0))
                }
                + [0.9, 0.7, 0.5, 0.4, 0.3, 0.2, 0.1].flatMap { rate in
                    ([.single] + activities).map {
                        CalibrationCell(people: people, activity: $0, treatment: .eventSampling(rate: rate))
                    }
                }
        }
    }

    private static var lostCells: [CalibrationCell] {
        sizes.flatMap { people in
            [(hourly, [12, 24, 48]), (sixHourly, [3, 6, 12]), (daily, [1, 3, 6])].flatMap { grid, numbers in
                numbers.flatMap { lost in
                    activities.map {
                        CalibrationCell(people: people, activity: $0, treatment: .filesLost(grid, lost: lost, .random))
                    }
                }
            }
        }
    }

    private static var refusedCells: [CalibrationCell] {
        let losses: [(FileGrid, [Int], [Loss])] = [
            (hourly, [6, 12, 24], [.contiguous, .oneHost, .peakHours]),
            (sixHourly, [6, 12], [.contiguous, .oneHost, .peakHours]),
            (daily, [3, 6], [.contiguous]),
        ]
        return losses.flatMap { grid, numbers, kinds in
            kinds.flatMap { loss in
                numbers.map {
                    CalibrationCell(
                        people: 1_000, activity: .geometric(mean: 3), treatment: .filesLost(grid, lost: $0, loss))
                }
            }
        }
    }
}
