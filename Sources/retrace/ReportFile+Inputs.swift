import RetraceCase
import RetraceCore
import RetraceWorkflow
import RetraceWriters

extension ReportFile {
    /// A file as a case keeps it.
    init(_ input: CaseInput) {
        self.init(
            name: input.file, stream: input.stream, bytes: input.size, sha256: input.sha256, lines: input.lines,
            rejected: input.rejected, firstTimestamp: input.first?.rfc3339, lastTimestamp: input.last?.rfc3339,
            damage: input.damage)
    }

    /// A file as a replay read it. Time stamps are noted only where evidence is collected.
    init(_ input: ReplayInput) {
        let hasInstants = input.instants.first != .distantFuture
        self.init(
            name: input.name, stream: input.stream.name, bytes: input.size, sha256: input.sha256, lines: input.lines,
            rejected: input.rejected, firstTimestamp: hasInstants ? input.instants.first.rfc3339 : nil,
            lastTimestamp: hasInstants ? input.instants.last.rfc3339 : nil, damage: input.damage)
    }
}
