import RetraceCase
import RetraceWriters

extension ReportInput {
    /// What a report from a case is made of. Throws as ``RetraceCase/CaseReader`` does.
    init(_ reader: CaseReader, casePath: String) throws {
        self.init(
            result: try reader.result(), run: ReportRun(try reader.run()),
            files: try reader.inputs().map(ReportFile.init),
            rejections: try reader.rejections(), casePath: casePath, evidence: try ReportEvidence(reader))
    }
}

extension ReportRun {
    fileprivate init(_ run: CaseRun) {
        self.init(
            version: run.programVersion, commandLine: run.commandLine.joined(separator: " "),
            policyText: run.policyText, policySHA256: run.policySHA256, permitted: run.permitted,
            restricted: run.restricted, timeZone: run.timeZone, startedAt: run.started.rfc3339,
            endedAt: run.finished.rfc3339)
    }
}
