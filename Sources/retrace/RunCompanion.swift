import Dispatch
import Foundation
import RetraceCore
import RetraceStatistics
import RetraceWorkflow
import RetraceWriters

/// What a replay tells beside its work: the settings in force, progress, and what its reader should know.
struct RunCompanion {
    private let options: ReplayOptions
    private let output: OutputOptions

    init(_ options: ReplayOptions, _ output: OutputOptions) {
        self.options = options
        self.output = output
    }

    private var isWatched: Bool { Console.isTerminal && !output.quiet }

    /// Says what the run goes by, if somebody looks. `bytes` are those of all files.
    func tellSettings(bytes: UInt64) {
        guard isWatched else { return }
        let policy =
            "\(options.policy.permitted.count) permitted, \(options.policy.restricted.count) restricted prefixes"
        Console.tell(
            """
            retrace \(Version.text)
            log root         \(options.root) (\(Figures.bytes(bytes)))
            policy           \(policy)
            cutoff           \(Figures.stamp(options.cutoff.instant.rfc3339)) UTC
            threads          \(options.threads)
            memory           \(Figures.bytes(UInt64(options.memoryBytes)))
            temporary files  \(options.spillFolder)

            """)
    }

    /// Runs the replay with its progress shown. When more lines are rejected than allowed, `rejects` still gets those seen.
    func accompany(_ reconstruction: Reconstruction, rejects: OutputTarget?) throws -> ReplayReport {
        let display = isWatched ? ProgressDisplay(reconstruction.progress) : nil
        let start = DispatchTime.now().uptimeNanoseconds
        do {
            let report = try reconstruction.run()
            display?.stop()
            tellSpeed(report, seconds: Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
            return report
        } catch {
            display?.stop()
            if (error as? RetraceError)?.kind == .data {
                try rejects?.write(RejectionLines.encode(reconstruction.rejections()))
            }
            throw error
        }
    }

    private func tellSpeed(_ report: ReplayReport, seconds: Double) {
        guard isWatched else { return }
        let bytes = report.result.streams.values.reduce(UInt64(0)) { $0 + $1.bytesCompressed }
        let rate = Figures.bytes(UInt64(Double(bytes) / max(seconds, 0.001)))
        let spilled =
            report.spilledBytes > 0 ? ", \(Figures.bytes(UInt64(report.spilledBytes))) in temporary files" : ""
        Console.tell("Read \(Figures.bytes(bytes)) in \(Figures.duration(seconds: seconds)) (\(rate)/s\(spilled)).\n")
    }

    /// The result in the form asked for.
    func render(_ report: ReplayReport, to target: OutputTarget) throws -> Data {
        switch output.format {
        case .json:
            return try ResultEncoder.encode(report.result)
        case .text:
            let isBold = target == .standardOutput && Console.allowsBold
            return Data(TextSummary(report.result, rejections: report.rejections, isBold: isBold).text.utf8)
        }
    }

    /// Names damaged files, warnings and the first rejected lines, unless the reader has just read them.
    func tellRemarks(_ report: ReplayReport, writtenTo target: OutputTarget) {
        let isShown =
            output.format == .text && target == .standardOutput && Console.isOutputTerminal && Console.isTerminal
        guard !isShown else { return }
        for file in report.result.incomplete { Console.tell("retrace: not read to its end: \(Remarks.text(file))") }
        guard !output.quiet else { return }
        for warning in report.result.warnings { Console.tell("retrace: warning: \(warning)") }
        for rejection in Remarks.firstOfEachStream(report.rejections, count: 1) {
            Console.tell("retrace: rejected: \(Remarks.text(rejection))")
        }
    }
}
