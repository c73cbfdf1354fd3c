import Foundation

/// Runs command lines as a reader would type them.
enum Shell {
    /// How a command line ended, and what it wrote to standard output and standard error together.
    struct Outcome {
        var status: Int32
        var text: String
    }

    /// Runs `line` in bash, in `folder`, with the program on the path as `retrace`.
    static func run(_ line: String, in folder: URL) throws -> Outcome {
        let output = FileManager.default.temporaryDirectory.appending(path: "retrace-shell-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        try Data().write(to: output)
        let writer = try FileHandle(forWritingTo: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        let program = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = ProcessInfo.processInfo.environment.merging(["PATH": "\(program):\(path)"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = writer
        process.standardError = writer
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, text: try String(contentsOf: output, encoding: .utf8))
    }
}
