import Foundation
import RetraceCore
import RetraceHost
import RetraceIngest

/// Which run a checkpoint is of: a JSON document (`retrace.checkpoint/1`) beside it.
struct CheckpointInputs: Codable, Equatable {
    /// A log file as it was when the run began.
    struct File: Codable, Equatable {
        var name: String
        var bytes: UInt64
        /// Nanoseconds since 1970.
        var modified: Int64
    }

    var schema = CheckpointInputs.schemaName
    /// Base-2 logarithm of the number of partitions, which the run that goes on keeps.
    var partitionBits: Int
    var files: [File]

    private static let schemaName = "retrace.checkpoint/1"

    enum CodingKeys: String, CodingKey {
        case schema, files
        case partitionBits = "partition_bits"
    }

    /// Of the files as they are now.
    init(_ files: [LogFile], partitionBits: Int) {
        self.partitionBits = partitionBits
        self.files = files.map { file in
            File(name: file.name, bytes: file.size, modified: file.version?.modified ?? 0)
        }
    }

    /// Reads the document; nil when there is none. Throws ``RetraceCore/RetraceError`` when it can't be read or is none.
    init?(path: String) throws {
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.contents(of: path, limit: .max - 1)
        } catch {
            if error.isAbsence { return nil }
            throw RetraceError(.inputOutput, "'\(path)' cannot be read: \(error).")
        }
        guard let inputs = try? JSONDecoder().decode(CheckpointInputs.self, from: Data(bytes)),
            inputs.schema == CheckpointInputs.schemaName, (0...Limits.partitionBitsMax).contains(inputs.partitionBits)
        else {
            throw RetraceError(
                .data, "'\(path)' is no checkpoint of this version of retrace. Replay without --resume to start anew.")
        }
        self = inputs
    }

    /// Throws when the log files are no longer what they were, and names one that differs.
    func check(against current: CheckpointInputs, folder: String) throws {
        let known = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        let changed = current.files.first { file in known[file.name].map { $0 != file } ?? false }
        let added = current.files.first { known[$0.name] == nil }
        let names = Set(current.files.map(\.name))
        let removed = files.first { !names.contains($0.name) }
        for (file, what) in [(changed, "has changed"), (added, "has come"), (removed, "has gone")] {
            guard let file else { continue }
            throw RetraceError(
                .data,
                "'\(file.name)' \(what) since the checkpoint in '\(folder)' was begun, so that it can't be gone on "
                    + "from. Replay without --resume to start anew.")
        }
    }

    /// Writes the document whole or not at all.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(self)
        do {
            try PendingFile.replace(path) { (file) throws(HostError) in try file.write(all: data) }
        } catch let error as HostError {
            throw ExchangeFile.failure(path, error)
        }
    }
}
