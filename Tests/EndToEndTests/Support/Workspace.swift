import Foundation
import RetraceTestSupport

/// A temporary folder with a log root and a policy, removed when nobody holds it any longer.
final class Workspace {
    /// The folder.
    let folder: URL

    /// An empty folder.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "retrace-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// The folder with the example's policy and streams in it.
    static func example() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("policy.yaml", Example.policy)
        for (stream, lines) in Example.streams { try workspace.write("logs/\(stream)/part-0.jsonl", lines) }
        return workspace
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of something in the folder.
    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// The names in the folder, sorted.
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } }

    /// Writes a file; folders on the way are made.
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try QuickFile.write(bytes, to: url)
    }

    /// Writes a text file.
    func write(_ name: String, _ text: String) throws { try write(name, text.utf8) }

    /// What a file holds.
    func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    /// Removes a file or folder.
    func remove(_ name: String) throws { try FileManager.default.removeItem(at: folder.appending(path: name)) }

    /// The arguments of a replay of the folder's logs; `more` comes last.
    func arguments(_ more: [String] = [], cutoff: String = "2019-09-17") -> [String] {
        ["replay", path("logs"), "--policy", path("policy.yaml"), "--cutoff", cutoff] + more
    }

    /// Replays the folder's logs.
    func replay(_ more: String..., cutoff: String = "2019-09-17") throws -> Program.Outcome {
        try Program.run(arguments(more, cutoff: cutoff))
    }

    /// Replays the folder's logs and returns JSON.
    func replayJSON(_ more: String...) throws -> Program.Outcome {
        try Program.run(arguments(["--format", "json"] + more))
    }
}
