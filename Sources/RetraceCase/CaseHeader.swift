import Foundation
import RetraceCore

/// The first bytes of a case: enough to say what a file is before SQLite opens it. The format is SQLite's, "Database
/// File Format", section 1.3.
struct CaseHeader {
    private let bytes: Data
    private let size: UInt64

    /// Reads them. Throws ``RetraceCore/RetraceError`` of kind `noInput`.
    init(path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path), let head = try? handle.read(upToCount: 100),
            let end = try? handle.seekToEnd()
        else { throw RetraceError(.noInput, "The case '\(path)' cannot be read: give the name of a case file.") }
        bytes = head
        size = end
    }

    /// Throws ``RetraceCore/RetraceError`` of kind `data` when it is no case that this program can read.
    func check(_ path: String) throws {
        guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)),
            number(68) == UInt32(bitPattern: CaseSchema.applicationID)
        else { throw RetraceError(.data, "'\(path)' is not a case file of retrace.") }
        let version = number(60)
        guard version <= UInt32(CaseSchema.version) else {
            throw RetraceError(
                .data,
                "The case '\(path)' has version \(version), made by a newer retrace; this one reads \(CaseSchema.version)."
            )
        }
        let stored = number(16) >> 16
        let pageSize: UInt64 = stored == 1 ? 65_536 : UInt64(stored)
        guard UInt64(number(28)) * pageSize == size else {
            throw RetraceError(.data, "The case '\(path)' is damaged: it is not as long as it says.")
        }
    }

    private func number(_ offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
