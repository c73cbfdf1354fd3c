import RetraceCore
import RetraceStatistics

/// Everything a report is made of. A pure value: the same input gives the same bytes.
public struct ReportInput: Sendable {
    /// The numbers.
    public var result: ReplayResult
    /// How they were made.
    public var run: ReportRun
    /// The files they were read from, in the order of their names; empty where nobody kept a list.
    public var files: [ReportFile]
    /// The first rejected lines of each file.
    public var rejections: [Rejection]
    /// The case file that people can be looked up in, as a path for a command line; nil without one.
    public var casePath: String?
    /// What the case knows beyond the result; nil without one.
    public var evidence: ReportEvidence?

    /// An input from its parts.
    public init(
        result: ReplayResult, run: ReportRun, files: [ReportFile] = [], rejections: [Rejection] = [],
        casePath: String? = nil, evidence: ReportEvidence? = nil
    ) {
        self.result = result
        self.run = run
        self.files = files
        self.rejections = rejections
        self.casePath = casePath
        self.evidence = evidence
    }
}
