import Foundation
import RetraceStatistics

/// Runs the program that was built beside the tests.
enum Program {
    /// How a run ended and what it wrote.
    struct Outcome {
        /// The exit status; 128 plus the signal's number where a signal ended it.
        var status: Int32
        /// Standard output.
        var output: Data
        /// Standard error.
        var errors: String

        /// Standard output as text.
        var text: String { String(decoding: output, as: UTF8.self) }

        /// Standard output as a result. Throws what `JSONDecoder` throws where it is none.
        func result() throws -> ReplayResult { try JSONDecoder().decode(ReplayResult.self, from: output) }
    }

    /// Beside the test bundle, which is what runs.
    static let path: String = {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = URL(fileURLWithPath: own ?? "/").deletingLastPathComponent().appending(path: "retrace").path
        let built = Package.root.appending(path: ".build/debug/retrace").path
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : built
    }()

    /// Runs the program to its end. `output`: where standard output goes instead of into the outcome; `environment`: variables
    /// besides those of the tests.
    static func run(
        _ arguments: [String], output: String? = nil, input: FileHandle = .nullDevice,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        try Running(arguments, output: output, input: input, environment: environment).finish()
    }

    /// Starts the program.
    static func start(_ arguments: [String], output: String? = nil) throws -> Running {
        try Running(arguments, output: output, input: .nullDevice, environment: [:])
    }

    /// A run that has begun.
    final class Running {
        private let process = Process()
        private let folder: URL
        private let outputPath: String

        fileprivate init(
            _ arguments: [String], output: String?, input: FileHandle, environment: [String: String]
        ) throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "retrace-run-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            // Files rather than pipes: nobody has to read both at once to keep the program going.
            outputPath = output ?? folder.appending(path: "output").path
            if output == nil { try Data().write(to: URL(fileURLWithPath: outputPath)) }
            let errorsPath = folder.appending(path: "errors").path
            try Data().write(to: URL(fileURLWithPath: errorsPath))
            process.executableURL = URL(fileURLWithPath: Program.path)
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.standardInput = input
            process.standardOutput = FileHandle(forWritingAtPath: outputPath)
            process.standardError = FileHandle(forWritingAtPath: errorsPath)
            try process.run()
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        var identifier: Int32 { process.processIdentifier }
        var isRunning: Bool { process.isRunning }

        /// Waits for the end.
        func finish() throws -> Outcome {
            process.waitUntilExit()
            let errors = try Data(contentsOf: folder.appending(path: "errors"))
            let written = folder.appending(path: "output")
            return Outcome(
                status: (process.terminationReason == .uncaughtSignal ? 128 : 0) + process.terminationStatus,
                output: outputPath == written.path ? try Data(contentsOf: written) : Data(),
                errors: String(decoding: errors, as: UTF8.self))
        }
    }
}
