import GRDB
import GRDBSQLite
import RetraceCore

/// Turns SQLite's failures into the program's.
enum CaseFailure {
    /// The error for a result code of SQLite. Says nothing of values, which may be ids.
    static func error(_ code: Int32) -> RetraceError {
        let reason = String(cString: sqlite3_errstr(code))
        switch code & 0xFF {
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT:
            return RetraceError(.data, "The case file is damaged (\(reason)): make it again from the logs.")
        case SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            return RetraceError(.inputOutput, "The case file cannot be read or written: \(reason).")
        case SQLITE_NOMEM: return RetraceError(.inputOutput, "There is not enough memory for the case file.")
        default: return RetraceError(.data, "The case file is not as it should be: \(reason).")
        }
    }

    /// Runs `body`; what GRDB throws is thrown as a ``RetraceCore/RetraceError``.
    static func translate<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let failure as DatabaseError {
            throw error(failure.extendedResultCode.rawValue)
        }
    }
}
