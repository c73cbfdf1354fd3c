import Foundation
import RetraceCore
import RetraceIngest

/// Measures how fast a log root is read, stage by stage and with several numbers of threads.
public struct Benchmark: Sendable {
    private let options: ReplayOptions
    private let runs: Int
    private let files: [LogFile]
    private let cancellation: Cancellation

    /// A benchmark of the root, with 1, 2, 4, … threads up to those of the options, each stage `runs` times. Throws
    /// ``RetraceCore/RetraceError`` of kind `noInput` when the root or a required stream is missing.
    public init(_ options: ReplayOptions, runs: Int, cancellation: Cancellation) throws {
        self.options = options
        self.runs = max(1, runs)
        self.cancellation = cancellation
        files = try LogRoot(scanning: options.root, mapping: options.mapping).allFiles
    }

    /// The numbers of threads that are measured.
    public var threadCounts: [Int] {
        var counts: [Int] = []
        var next = 1
        while next < options.threads {
            counts.append(next)
            next *= 2
        }
        return counts + [options.threads]
    }

    /// Measures everything, after reading all files once so that they lie in memory where they fit. `onStart` is told what
    /// is measured next.
    ///
    /// Throws ``RetraceCore/RetraceError`` when temporary files fail, ``Cancelled`` when asked to stop.
    public func run(onStart: (BenchStage, _ threads: Int) -> Void = { _, _ in }) throws -> BenchReport {
        _ = try pass(.read, threads: options.threads).run()
        let logs = try measureLogs()
        var measurements: [BenchMeasurement] = []
        for threads in threadCounts {
            var decompression = 0.0
            for stage in BenchStage.allCases {
                onStart(stage, threads)
                var measurement = try measure(stage, threads: threads, logs)
                if stage == .decompress { decompression = measurement.seconds }
                measurement.shareOfDecompression = decompression / measurement.seconds
                measurements.append(measurement)
            }
            // Reading came before decompression was known.
            let first = measurements.count - BenchStage.allCases.count
            measurements[first].shareOfDecompression = decompression / measurements[first].seconds
        }
        let machine = BenchReport.Machine(
            processors: ProcessInfo.processInfo.activeProcessorCount, memoryBytes: MachineMemory.bytes())
        return BenchReport(
            logs: logs, machine: machine, memoryBytes: options.memoryBytes, runs: runs, measurements: measurements)
    }

    private func pass(_ stage: BenchStage, threads: Int) -> BenchPass {
        var options = options
        options.threads = threads
        return BenchPass(stage: stage, files: files, options: options, cancellation: cancellation)
    }

    private func measureLogs() throws -> BenchReport.Logs {
        let outcome = try pass(.parse, threads: options.threads).run()
        return BenchReport.Logs(
            files: files.count, filesDamaged: outcome.damaged, lines: UInt64(outcome.lines), bytes: outcome.bytes,
            bytesCompressed: files.reduce(0) { $0 + $1.size })
    }

    /// The median run by time; of an even number the slower of the two in the middle.
    private func measure(_ stage: BenchStage, threads: Int, _ logs: BenchReport.Logs) throws -> BenchMeasurement {
        let all = try (0..<runs).map { _ in try once(stage, threads: threads, logs) }
        return all.sorted { $0.seconds < $1.seconds }[runs / 2]
    }

    private func once(_ stage: BenchStage, threads: Int, _ logs: BenchReport.Logs) throws -> BenchMeasurement {
        let pass = pass(stage, threads: threads)
        ProcessUsage.startPeak()
        let cpuBefore = ProcessUsage.cpuSeconds
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = try pass.run()
        // A clock that stood still would make rates infinite, which JSON cannot say.
        let seconds = max((clock.now - start) / .seconds(1), 1e-9)
        return BenchMeasurement(
            stage: stage, threads: threads, seconds: seconds, cpuSeconds: ProcessUsage.cpuSeconds - cpuBefore,
            linesPerSecond: Double(logs.lines) / seconds, megabytesPerSecond: Double(logs.bytes) / seconds / 1e6,
            megabytesPerSecondCompressed: Double(logs.bytesCompressed) / seconds / 1e6,
            peakMemoryBytes: ProcessUsage.peakMemoryBytes, spilledBytes: outcome.spilledBytes, shareOfDecompression: 0,
            blockMicroseconds: outcome.latencies.map { BenchLatency($0) })
    }
}
