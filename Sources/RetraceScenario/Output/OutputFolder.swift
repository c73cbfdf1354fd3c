import Foundation
import RetraceCore

/// The folder that a run fills: written beside its final place, moved there at the end.
struct OutputFolder {
    /// Where files are written meanwhile.
    let workingFolder: URL
    private let folder: URL

    /// What a run writes, and what a later run may replace.
    private static let contents = ["logs", "policy.yaml", "truth.json", "README.md"]

    /// Throws an error of kind `usage` when the folder has content and `replaces` is false, and one of kind `inputOutput`
    /// when it cannot be created.
    init(_ folder: URL, replaces: Bool) throws {
        self.folder = folder.standardizedFileURL
        let name = self.folder.lastPathComponent
        workingFolder = self.folder.deletingLastPathComponent().appendingPathComponent(
            ".\(name).partial-\(ProcessInfo.processInfo.processIdentifier)")
        let present = (try? FileManager.default.contentsOfDirectory(atPath: self.folder.path)) ?? []
        guard replaces || present.isEmpty else {
            throw RetraceError(
                .usage,
                "The folder \(folder.path) is not empty; pass --force to replace what an earlier run left there.")
        }
        try OutputFolder.wrap("create", workingFolder) {
            try FileManager.default.createDirectory(at: workingFolder, withIntermediateDirectories: true)
        }
    }

    /// Writes a file of the folder.
    func write(_ data: Data, to name: String) throws {
        let file = workingFolder.appendingPathComponent(name)
        try OutputFolder.wrap("write", file) { try data.write(to: file) }
    }

    /// Moves everything to its final place.
    func commit() throws {
        let manager = FileManager.default
        try OutputFolder.wrap("write", folder) {
            try manager.createDirectory(at: folder, withIntermediateDirectories: true)
            for name in Self.contents {
                let target = folder.appendingPathComponent(name)
                if manager.fileExists(atPath: target.path) { try manager.removeItem(at: target) }
                try manager.moveItem(at: workingFolder.appendingPathComponent(name), to: target)
            }
            try manager.removeItem(at: workingFolder)
        }
    }

    /// Removes what was written so far.
    func discard() {
        try? FileManager.default.removeItem(at: workingFolder)
    }

    private static func wrap(_ verb: String, _ place: URL, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            throw RetraceError(.inputOutput, "Cannot \(verb) \(place.path): \(error.localizedDescription)")
        }
    }
}
