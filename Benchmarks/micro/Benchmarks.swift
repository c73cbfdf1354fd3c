import Benchmark

/// Stages as thousandths of decompressing: such ratios hold on other machines, and on noisy ones, where times don't.
private let stages: [(metric: BenchmarkMetric, time: KeyPath<StageTimes, UInt64> & Sendable)] = [
    (.custom("parse, 1/1000 of decompress", useScalingFactor: false), \.parse),
    (.custom("parse and partition, 1/1000 of decompress", useScalingFactor: false), \.partition),
    (.custom("first pass, 1/1000 of decompress", useScalingFactor: false), \.replay),
]

let benchmarks: @Sendable () -> Void = {
    let metrics = stages.map(\.metric)
    let tolerance = BenchmarkThresholds(relative: [.p90: 25])
    Benchmark(
        "stages",
        configuration: .init(
            metrics: metrics, warmupIterations: 2, maxDuration: .seconds(60), maxIterations: 30,
            thresholds: Dictionary(uniqueKeysWithValues: metrics.map { ($0, tolerance) }))
    ) { (benchmark: Benchmark, logs: MadeLogs) throws in
        let times = try StageTimes(logs)
        for stage in stages { benchmark.measurement(stage.metric, times.perMille(stage.time)) }
    } setup: {
        try MadeLogs(accounts: 20_000)
    }
}
