import Foundation
import Glibc
import RetraceCore
import RetraceHost

/// A file of people's ids, written piece by piece: under a temporary name, readable by its owner alone, and renamed
/// when it is whole. Without a path, standard output.
final class PrivateFile {
    private static let bufferBytes = 1 << 20
    private let path: String?
    private let pending: PendingFile?
    private var buffer = Data()

    /// Begins a file, and removes what commands that were killed left of it. Throws ``RetraceCore/RetraceError`` of kind
    /// `inputOutput`.
    init(_ path: String?) throws {
        self.path = path
        do {
            if let path { PendingFile.removeLeftovers(of: path) }
            pending = try path.map { (path) throws(HostError) in try PendingFile(path) }
        } catch {
            throw PrivateFile.failure(path, error)
        }
    }

    /// Adds text.
    func append(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= PrivateFile.bufferBytes { try flush() }
    }

    /// Writes what is left, and gives the file its name.
    func finish() throws {
        try flush()
        do {
            try pending?.commit()
        } catch {
            throw PrivateFile.failure(path, error)
        }
    }

    private func flush() throws {
        defer { buffer.removeAll(keepingCapacity: true) }
        do {
            try (pending?.file ?? .standardOutput).write(all: buffer)
        } catch  where error.code == EPIPE && pending == nil {
            // A reader of standard output that has gone away is no error.
        } catch {
            throw PrivateFile.failure(path, error)
        }
    }

    private static func failure(_ path: String?, _ error: HostError) -> RetraceError {
        RetraceError(.inputOutput, "'\(path ?? "standard output")' cannot be written: \(error).")
    }
}
