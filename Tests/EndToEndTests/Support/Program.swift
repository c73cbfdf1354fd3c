import Foundation
import Glibc

/// The built program, and what a run of it leaves.
///
/// It lies beside the test bundle, where the build puts both; `RETRACE_BINARY` names another one, such as an installed one.
enum Program {
    /// How a run ended and what it wrote.
    struct Outcome {
        /// The exit status; nil when a signal ended the program.
        var status: Int32?
        /// Standard output.
        var output: Data
        /// Standard error.
        var errors: String

        /// Standard output as text.
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    private static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["RETRACE_BINARY"] { return URL(fileURLWithPath: path) }
        // The test bundle is an executable here, and the one that runs: /proc/self/exe. Where a runner loads the bundle
        // instead, its path is an argument.
        let candidates = ["/proc/self/exe"] + CommandLine.arguments
        let folders = candidates.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent() }
        let programs = folders.map { $0.appending(path: "retrace") }
        return programs.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? programs[0]
    }()

    /// Where the program lies.
    static var path: String { url.path }

    /// Runs the program to its end. `meanwhile` is called when it has begun.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], meanwhile: (Process) throws -> Void = { _ in }
    ) throws -> Outcome {
        // Files rather than pipes: nobody has to read while the program runs.
        let folder = FileManager.default.temporaryDirectory.appending(path: "retrace-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (output, errors) = (folder.appending(path: "out"), folder.appending(path: "err"))
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        try meanwhile(process)
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : nil,
            output: try Data(contentsOf: output), errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}
