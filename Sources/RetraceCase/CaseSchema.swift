import GRDB
import RetraceCore

/// The tables and views of a case file. `docs/case-file.md` describes them for those who query it. ``RowEncoder`` and
/// ``CaseNumbers`` write rows with columns in this order.
enum CaseSchema {
    /// `Rtrc` in ASCII: what `file` and SQLite's `application_id` tell a case by.
    static let applicationID: Int32 = 0x5274_7263
    /// SQLite's `user_version`: raised when an older program could not read the file any more.
    static let version: Int32 = 1
    /// How `last_…` says that an account still is in a count when the logs end. Every comparison with a cutoff holds
    /// for it.
    static let still = Int64.max

    /// Columns of an account's instants in the order of ``RetraceCore/EvidenceBatch/instants``.
    static let instantColumns: [String] = ["first", "last"].flatMap { edge in
        CountKind.allCases.flatMap { count in Reading.allCases.map { column(edge, count, $0) } }
    }

    /// The column of a count's first or last instant, such as `first_reached_lower`.
    static func column(_ edge: String, _ count: CountKind, _ reading: Reading) -> String {
        "\(edge)_\(count.name)_\(reading.name)"
    }

    /// The condition that an account is in a count; `?` stands for the cutoff in Unix milliseconds.
    static func condition(_ count: CountKind, _ side: Side, _ reading: Reading) -> String {
        side == .before
            ? "\(column("first", count, reading)) < ?" : "\(column("last", count, reading)) >= ?"
    }

    /// The steps that make an empty database a case.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator().disablingDeferredForeignKeyChecks()
        migrator.registerMigration("tables", foreignKeyChecks: .immediate) { try $0.execute(sql: tables) }
        migrator.registerMigration("views", foreignKeyChecks: .immediate) { try $0.execute(sql: CaseViews.sql) }
        return migrator
    }

    /// Made when all rows are there: an index that grows row by row costs several times as much.
    static let indices = "CREATE INDEX account_by_id ON account(account);"

    private static let tables = """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY CHECK (id = 1), program_version TEXT NOT NULL, command_line TEXT NOT NULL,
            log_root TEXT NOT NULL, cutoff INTEGER NOT NULL, time_zone TEXT NOT NULL, started INTEGER NOT NULL,
            finished INTEGER NOT NULL, has_persons INTEGER NOT NULL, policy TEXT NOT NULL, policy_sha256 TEXT);
        CREATE TABLE policy (prefix TEXT PRIMARY KEY, classification TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE input (
            id INTEGER PRIMARY KEY, file TEXT NOT NULL, stream TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT,
            lines INTEGER NOT NULL, rejected INTEGER NOT NULL, first_ts INTEGER, last_ts INTEGER, damage TEXT);
        CREATE TABLE document (name TEXT PRIMARY KEY, json TEXT NOT NULL);
        CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
        CREATE TABLE audience (id INTEGER PRIMARY KEY, product INTEGER, advertiser INTEGER);
        CREATE TABLE source (
            source_set INTEGER NOT NULL, number INTEGER NOT NULL, purpose INTEGER, id_type INTEGER NOT NULL,
            PRIMARY KEY (source_set, number)) WITHOUT ROWID;
        CREATE TABLE cell (
            account INTEGER NOT NULL, number INTEGER NOT NULL, dimension INTEGER NOT NULL, text INTEGER,
            id_type INTEGER NOT NULL, mask INTEGER NOT NULL,
            PRIMARY KEY (account, number)) WITHOUT ROWID;
        CREATE TABLE account (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL, person TEXT, country INTEGER, region INTEGER,
            events_omitted INTEGER NOT NULL, \(instantColumns.map { "\($0) INTEGER" }.joined(separator: ", ")));
        CREATE TABLE event (
            account INTEGER NOT NULL, number INTEGER NOT NULL, kind INTEGER NOT NULL, ts INTEGER NOT NULL,
            file INTEGER NOT NULL, line INTEGER NOT NULL, text INTEGER, hash BLOB, id_type INTEGER NOT NULL,
            removal INTEGER NOT NULL, verdict INTEGER, source_set INTEGER, country INTEGER, decides INTEGER NOT NULL,
            PRIMARY KEY (account, number)) WITHOUT ROWID;
        CREATE TABLE span (
            account INTEGER NOT NULL, number INTEGER NOT NULL, audience INTEGER, lower_set INTEGER, upper_set INTEGER,
            start INTEGER NOT NULL, end INTEGER NOT NULL,
            PRIMARY KEY (account, number)) WITHOUT ROWID;
        """
}

extension Reading {
    /// The word in columns and on the command line.
    var name: String { self == .lower ? "lower" : "upper" }
}
