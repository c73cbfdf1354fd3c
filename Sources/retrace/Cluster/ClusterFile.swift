import Foundation
import RetraceCore
import RetraceIngest

/// A file to map, as a line of `files.jsonl` names it.
struct ClusterFile: Codable {
    /// Its number within the run, from 0.
    var number: Int
    /// The name of its stream.
    var stream: String
    /// Its path relative to the log root, for the result.
    var name: String
    /// Where to open it.
    var path: String
    /// Bytes as stored.
    var size: UInt64
    /// Why it can't be read, if that was plain when it was found.
    var obstacle: String?

    /// Its stream. Throws ``RetraceCore/RetraceError`` of kind `data` when there is no such stream.
    func logStream() throws -> LogStream {
        guard let found = LogStream.allCases.first(where: { $0.name == stream }) else {
            throw RetraceError(.data, "File number \(number) is of a stream '\(stream)', which there is none of.")
        }
        return found
    }

    /// The file as a reader wants it. Throws as ``logStream()`` does.
    func logFile() throws -> LogFile {
        LogFile(
            stream: try logStream(), path: Array(path.utf8CString), name: name, size: size, obstacle: obstacle)
    }

    /// Files as lines of JSON.
    static func encode(_ files: [ClusterFile]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try files.reduce(into: Data()) { data, file in
            data += try encoder.encode(file)
            data.append(0x0A)
        }
    }

    /// Reads lines of JSON from a file, or from standard input for `-`. Throws ``RetraceCore/RetraceError``.
    static func read(_ path: String) throws -> [ClusterFile] {
        let data =
            path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw RetraceError(.noInput, "The list of files '\(path)' cannot be read.") }
        let decoder = JSONDecoder()
        return try data.split(separator: 0x0A).enumerated().map { position, line in
            guard let file = try? decoder.decode(ClusterFile.self, from: line) else {
                throw RetraceError(.data, "\(path):\(position + 1): the line names no file as 'retrace plan' does.")
            }
            return file
        }
    }

    /// Those of `files` that are task `task` of `tasks`: the largest files first, each to the task that has the fewest bytes.
    static func share(_ files: [ClusterFile], task: Int, of tasks: Int) -> [ClusterFile] {
        var loads = [UInt64](repeating: 0, count: tasks)
        var mine: [ClusterFile] = []
        for file in files.sorted(by: { ($1.size, $0.number) < ($0.size, $1.number) }) {
            let lightest = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
            // An empty file is some work as well.
            loads[lightest] += file.size + 4096
            if lightest == task { mine.append(file) }
        }
        return mine
    }
}
