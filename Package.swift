// swift-tools-version: 6.1
import PackageDescription

// What `retrace --version` tells. `make build` asks git; a plain `swift build` doesn't say.
let commit = Context.environment["RETRACE_COMMIT"] ?? ""

let package = Package(
    name: "retrace",
    products: [
        .executable(name: "retrace", targets: ["retrace"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "CBuild", cSettings: commit.isEmpty ? [] : [.define("RETRACE_COMMIT", to: commit)]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLz4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(
            name: "CRecords",
            cxxSettings: [.define("NDEBUG", .when(configuration: .release))],
            linkerSettings: [
                .linkedLibrary("protobuf"), .linkedLibrary("simdjson"), .linkedLibrary("snappy"), .linkedLibrary("z"),
                .linkedLibrary("zstd"),
                .linkedLibrary("stdc++"),
            ]
        ),
        .target(
            name: "CSimdjson",
            cxxSettings: [.define("NDEBUG", .when(configuration: .release))],
            linkerSettings: [.linkedLibrary("simdjson"), .linkedLibrary("crypto"), .linkedLibrary("stdc++")]
        ),
        .target(name: "RetraceCore"),
        .target(name: "RetraceHost", dependencies: ["CMalloc"]),
        .target(
            name: "RetraceIngest",
            dependencies: [
                "RetraceCore", "RetraceHost", "CCrypto", "CLz4", "CRecords", "CSimdjson", "CZlib", "CZstd", "Yams",
            ]
        ),
        .target(name: "RetraceReplay", dependencies: ["RetraceCore"]),
        .target(
            name: "RetraceCase",
            dependencies: [
                "RetraceCore", "RetraceHost", "RetraceStatistics", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .target(name: "RetraceStatistics", dependencies: ["RetraceCore"]),
        .target(
            name: "RetraceScenario",
            dependencies: ["RetraceCore", "RetraceHost", "RetraceStatistics", "CZlib", "CZstd"]
        ),
        .target(
            name: "RetraceWorkflow",
            dependencies: [
                "RetraceCore", "RetraceHost", "RetraceIngest", "RetraceReplay", "RetraceStatistics",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]
        ),
        .target(
            name: "RetraceWriters",
            dependencies: [
                "RetraceCore", "RetraceStatistics",
                .product(name: "Mustache", package: "swift-mustache"),
            ]
        ),
        .executableTarget(
            name: "retrace",
            dependencies: [
                "CBuild", "CCrypto", "CLz4", "CRecords", "CSimdjson", "CZlib", "CZstd", "RetraceCase", "RetraceCore",
                "RetraceHost", "RetraceIngest", "RetraceScenario", "RetraceStatistics", "RetraceWorkflow",
                "RetraceWriters",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "RetraceTestSupport",
            dependencies: ["RetraceCore", "RetraceStatistics", "CZlib", "CZstd"],
            path: "Tests/RetraceTestSupport"
        ),
        .testTarget(
            name: "RetraceTestSupportTests",
            dependencies: ["RetraceCore", "RetraceStatistics", "RetraceTestSupport", "CZlib", "CZstd"]
        ),
        .testTarget(
            name: "RetraceWorkflowTests",
            dependencies: [
                "RetraceCore", "RetraceHost", "RetraceIngest", "RetraceScenario", "RetraceStatistics",
                "RetraceTestSupport", "RetraceWorkflow",
            ]
        ),
        .testTarget(
            name: "RetraceScenarioTests",
            dependencies: ["RetraceScenario", "RetraceCore", "RetraceStatistics", "CZlib", "CZstd"]
        ),
        .testTarget(name: "RetraceCoreTests", dependencies: ["RetraceCore"]),
        .testTarget(name: "RetraceHostTests", dependencies: ["RetraceHost"]),
        .testTarget(
            name: "RetraceIngestTests",
            dependencies: ["CSimdjson", "RetraceCore", "RetraceHost", "RetraceIngest", "RetraceTestSupport"]
        ),
        .testTarget(name: "RetraceReplayTests", dependencies: ["RetraceCore", "RetraceReplay", "RetraceTestSupport"]),
        .testTarget(name: "RetraceWritersTests", dependencies: ["RetraceCore", "RetraceStatistics", "RetraceWriters"]),
        .testTarget(
            name: "RetraceCaseTests",
            dependencies: [
                "RetraceCase", "RetraceCore", "RetraceHost", "RetraceIngest", "RetraceStatistics",
                "RetraceTestSupport", "RetraceWorkflow",
            ]
        ),
        .testTarget(name: "TidyTests"),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "RetraceCase", "RetraceCore", "RetraceStatistics", "RetraceTestSupport", "CLz4", "CZstd", "retrace",
            ]
        ),
        .testTarget(name: "RetraceStatisticsTests", dependencies: ["RetraceCore", "RetraceStatistics"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// Programs without `main`, which libFuzzer brings: `scripts/fuzz` alone builds them.
if Context.environment["RETRACE_FUZZ"] != nil {
    package.targets += [
        .executableTarget(
            name: "RetraceFuzz", dependencies: ["CSimdjson", "RetraceCore", "RetraceIngest"], path: "Fuzz/RetraceFuzz"),
        .executableTarget(
            name: "RetraceCaseFuzz", dependencies: ["RetraceCase", "RetraceCore"], path: "Fuzz/RetraceCaseFuzz"),
    ]
    package.products += [
        .executable(name: "RetraceFuzz", targets: ["RetraceFuzz"]),
        .executable(name: "RetraceCaseFuzz", targets: ["RetraceCaseFuzz"]),
    ]
}

// Micro-benchmarks, which `make micro` alone builds: their package would cost every other build its time.
if Context.environment["RETRACE_MICRO"] != nil {
    package.dependencies.append(.package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
    package.targets.append(
        .executableTarget(
            name: "RetraceMicro",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"), "RetraceCore", "RetraceIngest", "RetraceReplay",
                "RetraceScenario",
            ],
            path: "Benchmarks/micro", exclude: ["Thresholds"],
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}
