import GRDB
import GRDBSQLite
import RetraceCore

/// A prepared statement whose values go through SQLite's C interface: millions of rows can't afford a box for each
/// value. Used on the database's queue alone, and while its connection is open. The connection keeps what was prepared, so
/// that the same question about another account is not prepared anew; two of the same text can't be at work at once.
final class CaseStatement {
    // Keeps the handle alive.
    private let statement: Statement
    private let handle: OpaquePointer
    private static var empty: UnsafeRawPointer { UnsafeRawPointer(bitPattern: 1)! }

    init(_ database: Database, _ sql: String) throws {
        statement = try CaseFailure.translate { try database.cachedStatement(sql: sql) }
        handle = statement.sqliteStatement
    }

    /// Not every row may have been stepped to, and what was bound may be gone by now.
    deinit {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Binds a number, or NULL. Positions count from 1.
    func bind(_ position: Int32, _ value: Int64?) {
        if let value {
            sqlite3_bind_int64(handle, position, value)
        } else {
            sqlite3_bind_null(handle, position)
        }
    }

    /// Binds UTF-8 text, which may hold zero bytes, or NULL where there is none. It has to stay until ``run()``.
    func bindText(_ position: Int32, _ bytes: UnsafeRawBufferPointer?) {
        guard let bytes else { return bind(position, nil) }
        let start = (bytes.baseAddress ?? CaseStatement.empty).assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text(handle, position, start, Int32(bytes.count), nil)
    }

    /// Binds text, copied.
    func bindText(_ position: Int32, _ text: String?) {
        guard var text else { return bind(position, nil) }
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        text.withUTF8 { bytes in
            let start = UnsafeRawPointer(bytes.baseAddress) ?? CaseStatement.empty
            sqlite3_bind_text(handle, position, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count), copied)
        }
    }

    /// Binds bytes. They have to stay until ``run()``.
    func bindBytes(_ position: Int32, _ bytes: UnsafeRawBufferPointer) {
        sqlite3_bind_blob(handle, position, bytes.baseAddress, Int32(bytes.count), nil)
    }

    /// Runs a statement that gives no rows, and readies it for the next values.
    func run() throws {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw CaseFailure.error(code) }
    }

    /// Steps to the next row; false when there is none.
    func next() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw CaseFailure.error(code) }
        return false
    }

    /// The number in a column, counted from 0; nil for NULL.
    func integer(_ column: Int32) -> Int64? {
        sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
    }

    /// The instant in a column; nil for NULL. Throws when it is none that a log line can have; with
    /// `orStill` it may be ``CaseSchema/still``.
    func instant(_ column: Int32, orStill: Bool = false) throws -> Instant? {
        guard let value = integer(column) else { return nil }
        let instant = Instant(milliseconds: value)
        guard Instant.earliest <= instant && instant <= .latest || orStill && value == CaseSchema.still else {
            throw CaseFailure.error(SQLITE_CORRUPT)
        }
        return instant
    }

    /// The bytes in a column, empty for NULL. Valid until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// The text in a column; nil for NULL.
    func text(_ column: Int32) -> String? {
        guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
        return String(decoding: bytes(column), as: UTF8.self)
    }
}
