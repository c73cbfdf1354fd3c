import Foundation
import Testing

/// The commands on the pages about runs in pieces, run as they stand there.
@Suite struct ClusterPageTests {
    /// The first block of a page that is fenced as `fence` says.
    private func block(_ page: String, _ fence: String) throws -> String {
        let text = try String(contentsOf: Package.root.appending(path: "docs/\(page)"), encoding: .utf8)
        let parts = text.components(separatedBy: "\n```\(fence)\n")
        return try #require(parts.dropFirst().first?.components(separatedBy: "```").first)
    }

    /// Runs a script in a folder, which is looked into for programs first, and the folder of the program next.
    private func run(_ script: String, in workspace: Workspace) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["bash", "-euo", "pipefail", "-c", script]
        process.currentDirectoryURL = workspace.folder
        var environment = ProcessInfo.processInfo.environment
        let beside = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
        environment["PATH"] = "\(workspace.path("bin")):\(beside):\(environment["PATH"] ?? "")"
        environment["HOME"] = workspace.folder.path
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let errors = workspace.path("errors")
        try Data().write(to: URL(fileURLWithPath: errors))
        process.standardOutput = FileHandle(forWritingAtPath: errors)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        process.waitUntilExit()
        let said = try workspace.text("errors")
        #expect(process.terminationStatus == 0, "\(said)")
    }

    private func alone(_ root: String, _ policy: String) throws -> Data {
        try Program.run(["replay", root, "--policy", policy, "--cutoff", "2018-10-08", "--format", "json"]).output
    }

    @Test func parallelPage() throws {
        let workspace = try Workspace()
        try run(block("parallel.md", ""), in: workspace)
        let whole = try alone(workspace.path("demo/logs"), workspace.path("demo/policy.yaml"))
        #expect(try workspace.text("result.json") == String(decoding: whole, as: UTF8.self))
    }

    /// There is no cluster here. What stands in for `kubectl` runs the command of a job as often as the job asks for, with
    /// the index where the job wants it, and the volumes' folders in the workspace.
    @Test func kubernetesPage() throws {
        let workspace = try Workspace()
        let logs = workspace.path("logs")
        #expect(
            try Program.run([
                "generate", "contact-sources-2018", "--accounts", "300", "--output", workspace.path("made"),
            ])
            .status == 0)
        try FileManager.default.moveItem(atPath: workspace.path("made/logs"), toPath: logs)
        try FileManager.default.moveItem(
            atPath: workspace.path("made/policy.yaml"), toPath: workspace.path("logs/policy.yaml"))
        try FileManager.default.createDirectory(
            atPath: workspace.path("run"), withIntermediateDirectories: true)
        try workspace.write("job.yaml", block("kubernetes.md", "yaml"))
        try workspace.write(
            "bin/kubectl",
            """
            #!/usr/bin/env bash
            set -euo pipefail
            [[ $1 == apply ]] || exit 0
            job=$(cat)
            count=$(sed -n 's/^ *completions: //p' <<<"$job")
            command=$(sed -n 's/^ *command: .sh, -c, "\\(.*\\)".$/\\1/p' <<<"$job")
            command=${command//\\/logs/\(logs)}
            for ((k = 0; k < count; k++)); do
                K=$k sh -c "${command/cd \\/run/cd \(workspace.path("run"))}"
            done

            """)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: workspace.path("bin/kubectl"))
        try run(block("kubernetes.md", "sh"), in: workspace)
        let whole = try alone(logs, workspace.path("logs/policy.yaml"))
        #expect(try workspace.text("run/result.json") == String(decoding: whole, as: UTF8.self))
    }
}
