import RetraceCore
import RetraceHost

/// The file of an exchange stream, which appears under its name whole or not at all. Without ``commit()`` nothing is left of
/// it. Used by one thread at a time.
public final class ExchangeFile {
    /// The name that it will have.
    public let path: String
    private let pending: PendingFile

    /// To be written to, in sequence.
    public var file: OpenFile { pending.file }

    /// Whether it has its name.
    public var hasName: Bool { pending.hasName }

    /// Creates it under a temporary name, readable by its owner alone, and removes what runs that were killed left of such
    /// files. Throws ``RetraceError`` of kind `inputOutput`.
    public init(path: String) throws {
        self.path = path
        PendingFile.removeLeftovers(of: path)
        do {
            pending = try PendingFile(path)
        } catch {
            throw ExchangeFile.failure(path, error)
        }
    }

    /// Gives the file its name, once all of it is on the disk. Throws ``RetraceError`` of kind `inputOutput`.
    public func commit() throws {
        do {
            try pending.commit()
        } catch {
            throw ExchangeFile.failure(path, error)
        }
    }

    /// A file of this name could not be written.
    public static func failure(_ path: String, _ error: HostError) -> RetraceError {
        RetraceError(.inputOutput, "'\(path)' cannot be written: \(error).")
    }
}
