import GRDB
import GRDBSQLite
import RetraceCore

/// Turns SQLite's failures into the program's.
enum CaseFailure {
    /// The error for a result code of SQLite, of the case at `path` where that is known. Says nothing of values, which may be
    /// ids.
    static func error(_ code: Int32, of path: String? = nil) -> RetraceError {
        let reason = String(cString: sqlite3_errstr(code))
        let file = path.map { "case file '\($0)'" } ?? "case file"
        switch code & 0xFF {
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT:
            return RetraceError(.data, "The \(file) is damaged (\(reason)): make it again from the logs.")
        case SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            return RetraceError(.inputOutput, "The \(file) cannot be read or written: \(reason).")
        case SQLITE_NOMEM: return RetraceError(.inputOutput, "There is not enough memory for the \(file).")
        default: return RetraceError(.data, "The \(file) is not as it should be: \(reason).")
        }
    }

    /// Runs `body`; what GRDB throws is thrown as a ``RetraceCore/RetraceError``.
    static func translate<Result>(of path: String? = nil, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let failure as DatabaseError {
            throw error(failure.extendedResultCode.rawValue, of: path)
        }
    }
}
