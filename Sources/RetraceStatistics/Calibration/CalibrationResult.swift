/// What the runs of one cell showed.
public struct CalibrationResult: Equatable, Sendable {
    /// The cell.
    public let cell: CalibrationCell
    /// Incidents simulated.
    public var runs = 0
    /// Those with an estimate.
    public var estimated = 0
    /// Estimates whose interval, ends included, held the truth.
    public var covered = 0
    /// Estimates whose interval lay above the truth.
    public var tooHigh = 0
    /// Estimates whose interval lay below the truth.
    public var tooLow = 0
    /// Estimates that called themselves conservative.
    public var conservative = 0
    /// Refusals for the reason that the cell calls for.
    public var rightlyRefused = 0
    /// Refusals whose bounds did not hold the truth: must stay 0.
    public var wrongBounds = 0
    /// Sum over estimates of (point − truth)/truth.
    public var errorSum = 0.0
    /// Sum over estimates of (high − low)/truth.
    public var widthSum = 0.0

    /// A cell without runs.
    public init(cell: CalibrationCell) {
        self.cell = cell
    }

    /// Share of estimates whose interval held the truth; nil without estimates.
    public var coverage: Double? { estimated > 0 ? Double(covered) / Double(estimated) : nil }
    /// Mean relative error of the point; nil without estimates.
    public var bias: Double? { estimated > 0 ? errorSum / Double(estimated) : nil }
    /// Mean width relative to the truth; nil without estimates.
    public var width: Double? { estimated > 0 ? widthSum / Double(estimated) : nil }
    /// Share of runs without an estimate.
    public var refusedShare: Double { runs > 0 ? Double(runs - estimated) / Double(runs) : 0 }
    /// Share of runs refused for the right reason.
    public var rightlyRefusedShare: Double { runs > 0 ? Double(rightlyRefused) / Double(runs) : 0 }
    /// Whether half of the estimates or more called themselves conservative.
    public var isConservative: Bool { 2 * conservative >= estimated }

    /// The coverage that the cell may reach: 97 % of nominal estimates and all of the conservative ones. In some cells the
    /// numbers are small in some runs only.
    public var greatestCoverage: Double {
        let share = estimated > 0 ? Double(conservative) / Double(estimated) : 0
        return 0.97 + 0.03 * share
    }

    /// Whether the cell is as it should be: refused for the right reason at least 95 times in 100 where no estimate is valid; else
    /// refused at most 5 times in 100, with intervals that hold the truth at least 93 times in 100 and not more often than
    /// ``greatestCoverage``. Bounds of refusals hold always.
    public var passes: Bool {
        guard wrongBounds == 0 else { return false }
        guard !cell.mustRefuse else { return rightlyRefusedShare >= 0.95 }
        guard let coverage, refusedShare <= 0.05 else { return false }
        return coverage >= 0.93 && coverage <= greatestCoverage
    }
}
