import Foundation
import RetraceCore

/// Writes log sets as log roots: the same content in as many forms as the format allows.
///
/// Everything is decided by the seed: the order of lines, their split over files, names and nesting of files, compression,
/// line ends, and how each value is spelled.
public struct LogRootBuilder: Sendable {
    /// Decides every choice.
    public var seed: UInt64

    /// A builder with a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Writes `logs` under `directory`, which is made when it does not exist; nil: under a new temporary directory. Removes
    /// nothing. Throws what writing files throws.
    public func write(_ logs: LogSet, to directory: URL? = nil) throws -> LogRoot {
        var random = SplitMix64(seed: seed)
        let directory = directory ?? LogRootBuilder.temporaryDirectory()
        var root = LogRoot(
            root: directory.appending(path: "logs"), policy: directory.appending(path: "policy.yaml"),
            directory: directory, files: [], rejected: [])
        for stream in LogStream.allCases where logs.streams.contains(stream) {
            try write(logs.lines(of: stream), of: stream, to: &root, using: &random)
        }
        try QuickFile.write(PolicyText.yaml(logs.policy, using: &random).utf8, to: root.policy)
        root.files.sort { $0.path < $1.path }
        root.rejected.sort { ($0.path, $0.line) < ($1.path, $1.line) }
        return root
    }

    private static func temporaryDirectory() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "retrace-test-\(UUID().uuidString)")
    }

    /// Writes one stream; an existing stream without a line has a file all the same.
    private func write(
        _ lines: [LogLine], of stream: LogStream, to root: inout LogRoot, using random: inout SplitMix64
    ) throws {
        let count = random.number(1...4)
        var parts = [[LogLine]](repeating: [], count: count)
        for line in lines.shuffled(using: &random) { parts[random.number(0...count - 1)].append(line) }
        for (number, part) in parts.enumerated() {
            let path = FilePath.any(of: stream, number: number, using: &random)
            let text = FileText(part, using: &random)
            let stored = try Container.any(using: &random).wrap(text.bytes, using: &random)
            let url = root.root.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try QuickFile.write(stored, to: url)
            root.files.append(
                LogRoot.File(
                    stream: stream, path: path, bytesCompressed: stored.count, bytes: text.bytes.count,
                    lines: part.count))
            root.rejected += text.rejected.map { LogRoot.Rejected(path: path, line: $0.line, content: $0.content) }
        }
    }
}
