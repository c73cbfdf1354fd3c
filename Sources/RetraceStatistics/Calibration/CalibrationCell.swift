/// How the files of a simulated stream are cut.
public struct FileGrid: Equatable, Sendable {
    /// Days, each with ``filesPerDay`` files.
    public var days: Int
    /// Files a day, at equal times.
    public var filesPerDay: Int
    /// Machines that write the files in turn.
    public var hosts: Int

    /// A grid from its parts.
    public init(days: Int, filesPerDay: Int, hosts: Int) {
        self.days = days
        self.filesPerDay = filesPerDay
        self.hosts = hosts
    }

    /// All files.
    public var files: Int { days * filesPerDay }
}

/// Which files a simulated loss takes.
public enum Loss: String, Equatable, Sendable {
    /// Any, all choices alike.
    case random
    /// Neighbours in time.
    case contiguous
    /// Files of one machine.
    case oneHost = "one host"
    /// Files of the busiest quarter of the day.
    case peakHours = "peak hours"
}

/// One kind of simulated incident.
public struct CalibrationCell: Equatable, Sendable {
    /// What is done to the logs.
    public enum Treatment: Equatable, Sendable {
        /// Accounts are kept with a probability.
        case accountSampling(rate: Double)
        /// Accounts are kept with a probability, and persons (of one account or more) are counted.
        case personSampling(rate: Double)
        /// Events are kept with a probability.
        case eventSampling(rate: Double)
        /// Files are lost.
        case filesLost(FileGrid, lost: Int, Loss)
    }

    /// The truth: accounts, or persons.
    public var people: Int
    /// Pieces of evidence that each leaves (accounts of a person under person sampling).
    public var activity: Activity
    /// What is done to the logs.
    public var treatment: Treatment

    /// A cell from its parts.
    public init(people: Int, activity: Activity, treatment: Treatment) {
        self.people = people
        self.activity = activity
        self.treatment = treatment
    }

    /// What is done to the logs, in words.
    public var treatmentName: String {
        switch treatment {
        case .accountSampling(let rate): "accounts sampled at \(rate)"
        case .personSampling(let rate): "accounts of persons sampled at \(rate)"
        case .eventSampling(let rate): "events sampled at \(rate)"
        case .filesLost(let grid, let lost, let loss): "\(lost) of \(grid.files) files lost, \(loss.rawValue)"
        }
    }

    /// Whether the program is to refuse an estimate here.
    public var mustRefuse: Bool {
        switch treatment {
        case .accountSampling: false
        case .personSampling(let rate), .eventSampling(let rate): rate < EventSamplingEstimator.leastRate
        case .filesLost(_, _, let loss): loss != .random
        }
    }
}
