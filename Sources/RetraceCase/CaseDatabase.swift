import GRDB
import RetraceCore

/// What SQLite itself does of a case: the tables at the beginning, then everything that has but few rows.
///
/// Neither journal nor flushing: a file that isn't finished is never used, and a finished one is flushed as a whole before it
/// gets its name. That halves what is written, and leaves no `-wal` file that readers would have to write to.
enum CaseDatabase {
    /// Bytes of pages that SQLite keeps in memory.
    private static let cacheBytes = 4 << 20

    /// Makes the tables and views in an empty file. Returns the page of each table by its name.
    static func make(_ file: CaseFile) throws -> [String: UInt32] {
        try withDatabase(file) { database in
            try CaseSchema.migrator.migrate(database)
            return try database.read { database in
                let roots = try Row.fetchAll(
                    database, sql: "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 1")
                return Dictionary(uniqueKeysWithValues: roots.map { ($0[0] as String, $0[1] as UInt32) })
            }
        }
    }

    /// Writes what concerns the whole run, and makes the index.
    static func complete(_ file: CaseFile, _ ending: CaseWriter.Ending) throws {
        try withDatabase(file) { database in
            try database.write { try EndingWriter($0).write(ending) }
            try database.write { try $0.execute(sql: CaseSchema.indices) }
        }
    }

    private static func withDatabase<Result>(_ file: CaseFile, _ body: (DatabaseQueue) throws -> Result) throws
        -> Result
    {
        try CaseFailure.translate(of: file.path) {
            var configuration = Configuration()
            configuration.prepareDatabase { try configure($0) }
            let database = try DatabaseQueue(path: file.temporaryPath, configuration: configuration)
            let result = try body(database)
            try database.close()
            return result
        }
    }

    private static func configure(_ database: Database) throws {
        try database.execute(
            sql: """
                PRAGMA page_size = \(PageFormat.pageBytes); PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8';
                PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
                PRAGMA cache_size = -\(cacheBytes >> 10);
                PRAGMA application_id = \(CaseSchema.applicationID); PRAGMA user_version = \(CaseSchema.version);
                """)
    }
}
