import RetraceCore
import RetraceIngest
import RetraceStatistics

/// A dry run: the start of each file is read as a replay would read it, and nothing is counted but lines and fields. The same
/// root gives the same report, whatever the threads.
public struct LogCheck: Sendable {
    private let files: [LogFile]
    private let policy: Policy
    private let workers: WorkerGroup
    private let ledger: FileLedger
    /// Blocks of each file that are read.
    public var blocksPerFile = 4
    /// Rejected lines in the samples that are no problem.
    public var rejectedMax: UInt64 = 0
    /// As of a replay.
    public var windowLog = Limits.windowLog
    private static let blockBytes = 256 << 10

    /// A check by `threads` threads. Throws ``RetraceCore/RetraceError``: of kind `noInput` when the root or a required stream
    /// is missing, `data` when the mapping can't be followed.
    public init(
        root: String?, mapping: Mapping?, inputs: LogInputs = LogInputs(), policy: Policy, threads: Int,
        cancellation: Cancellation
    ) throws {
        files = try LogRoot(scanning: root, mapping: mapping, inputs: inputs, until: cancellation).allFiles
        self.policy = policy
        workers = WorkerGroup(count: threads, cancellation: cancellation)
        ledger = FileLedger(count: files.count)
    }

    /// Reads the samples. Throws ``RetraceCore/RetraceError`` when memory is short, ``Cancelled`` when asked to stop; what is
    /// wrong with the logs is in the report.
    public func run() throws -> CheckReport {
        let parts = try workers.forEach(below: files.count) {
            [(Int, FileSample)]()
        } _: { number, part in
            try workers.cancellation.check()
            let sample = try FileSample(
                of: files[number], number: number, blocks: blocksPerFile, blockSize: LogCheck.blockBytes,
                windowLog: windowLog, ledger: ledger)
            try workers.cancellation.check()
            part.append((number, sample))
        }
        let samples = parts.flatMap { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
        var merged: [LogStream: FileSample] = [:]
        for sample in samples { merged[sample.stream, default: FileSample(of: sample.stream)].merge(sample) }
        return report(samples, merged)
    }

    private func report(_ samples: [FileSample], _ merged: [LogStream: FileSample]) -> CheckReport {
        var report = CheckReport()
        for (stream, sample) in merged { report.streams[stream.name] = summary(of: stream, sample) }
        let purposes = merged[.identifiers]?.purposes ?? [:]
        report.unclassifiedPurposes = purposes.filter { policy.classification(of: $0.key.text.utf8) == .unclassified }
            .map { UnclassifiedPurpose(purpose: $0.key.text, identifierEvents: $0.value) }
            .sorted { $0.purpose.precedesAsBytes($1.purpose) }
        report.problems = damages(samples) + rejections(merged)
        report.problems += MappingTally.warnings(samples.flatMap(\.mappings))
        report.notes = notes(merged, purposes, report.unclassifiedPurposes)
        report.problems += LogCheck.strangeTimes(merged)
        let strangers = LogCheck.strangers(merged)
        if strangers.isCertain { report.problems += strangers.sentences } else { report.notes += strangers.sentences }
        return report
    }

    private func summary(of stream: LogStream, _ sample: FileSample) -> CheckReport.Stream {
        var summary = CheckReport.Stream()
        let numbers = files.indices.filter { files[$0].stream == stream }
        summary.files = UInt64(numbers.count)
        summary.rejected = sample.rejected.reduce(0, +)
        summary.lines = sample.accepted + summary.rejected
        for reason in Rejection.Reason.allCases where sample.rejected[Int(reason.rawValue)] > 0 {
            summary.rejectedByReason[reason.name] = sample.rejected[Int(reason.rawValue)]
        }
        summary.rejections = numbers.flatMap { ledger.rejections(file: $0, of: files[$0]) }.map {
            CheckReport.Rejected(file: $0.file, line: $0.line, reason: $0.reason.name, field: $0.field)
        }
        summary.fields = sample.fields.map {
            CheckReport.Field(
                field: $0.name, filled: $0.filled, missing: $0.missing, wrong: $0.wrong, examples: $0.examples)
        }
        return summary
    }

    /// Times that no such log has: most likely seconds that are read as milliseconds.
    private static func strangeTimes(_ merged: [LogStream: FileSample]) -> [String] {
        LogStream.allCases.compactMap { stream in
            guard let instants = merged[stream]?.instants, instants.first != .distantFuture,
                instants.last < earliest || latest < instants.first
            else { return nil }
            return
                "The times of '\(stream.name)' run from \(instants.first.rfc3339) to \(instants.last.rfc3339): are seconds "
                + "read as milliseconds? A mapping can say so with 'time: unix_s'."
        }
    }

    /// 1990 and 2100: between them lie the times of all logs of advertising.
    private static let (earliest, latest) = (
        Instant(milliseconds: 631_152_000_000), Instant(milliseconds: 4_102_444_800_000)
    )

    /// Whether matches are of the accounts and identifiers that 'identifiers' names: else every verdict is `unattributed`.
    private static func strangers(_ merged: [LogStream: FileSample]) -> (sentences: [String], isCertain: Bool) {
        guard let known = merged[.identifiers]?.keys, let matched = merged[.matches]?.keys else { return ([], false) }
        var sentences: [String] = []
        for (what, known, matched) in [
            ("account", known.accounts, matched.accounts), ("identifier", known.identifiers, matched.identifiers),
        ] where !known.isEmpty && !matched.isEmpty && known.isDisjoint(with: matched) {
            sentences.append(
                "No \(what) of the 'matches' that were looked at (\(matched.count)) is among those of 'identifiers' "
                    + "(\(known.count)): do both write it the same?")
        }
        return (sentences, known.isWhole && matched.isWhole)
    }

    private func damages(_ samples: [FileSample]) -> [String] {
        zip(files, samples).compactMap { file, sample in sample.damage.map { "\(file.name) \($0.reason)." } }
    }

    private func rejections(_ merged: [LogStream: FileSample]) -> [String] {
        let rejected = merged.mapValues { $0.rejected.reduce(0, +) }
        let isTooMuch = rejected.values.reduce(0, +) > rejectedMax
        return LogStream.allCases.compactMap { stream in
            guard let sample = merged[stream], let count = rejected[stream] else { return nil }
            if sample.accepted == 0 && (stream.isRequired || count > 0) {
                return "Of \(count) lines of '\(stream.name)' that were looked at, none was accepted."
            }
            guard isTooMuch, count > 0 else { return nil }
            return "\(count) of \(sample.accepted + count) lines of '\(stream.name)' would be rejected."
        }
    }

    private func notes(
        _ merged: [LogStream: FileSample], _ purposes: [TextKey: UInt64], _ unclassified: [UnclassifiedPurpose]
    ) -> [String] {
        var notes: [String] = []
        for stream in LogStream.allCases where merged[stream] == nil {
            notes.append("There is no '\(stream.name)' stream: \(Reconstruction.consequence(ofMissing: stream))")
        }
        if !unclassified.isEmpty {
            let count = unclassified.count == 1 ? "1 purpose is" : "\(unclassified.count) purposes are"
            notes.append(
                "\(count) under no prefix of the policy: where lower and upper values differ, that may be why.")
        }
        if !purposes.keys.contains(where: { policy.classification(of: $0.text.utf8) == .restricted }) {
            notes.append("No purpose that was seen is restricted by the policy: nobody would be counted for certain.")
        }
        return notes
    }
}
