import Foundation
import GRDB
import GRDBSQLite
import RetraceCore
import RetraceHost
import RetraceStatistics

/// Reads a case; changes nothing, not even beside the file. Not thread-safe. Its methods throw
/// ``RetraceCore/RetraceError`` of kind `data` when the file turns out to be damaged.
public final class CaseReader {
    private let database: DatabaseQueue
    private let path: String
    /// The file as it was when it was opened.
    private let version: FileVersion?

    /// Opens a case. Throws ``RetraceCore/RetraceError``: `noInput` when there is no such file, `data` when it is no
    /// case, one of a newer program, or damaged.
    public init(path: String) throws {
        try CaseHeader(path: path).check(path)
        self.path = path
        version = CaseReader.version(path)
        database = try CaseReader.openDatabase(path)
        try checkSchema(path)
    }

    /// Opens the file of another reader once more, for another thread. Throws ``RetraceCore/RetraceError`` of kind `data` when
    /// it is no longer the same.
    init(another reader: CaseReader) throws {
        path = reader.path
        version = reader.version
        database = try CaseReader.openDatabase(path)
        guard CaseReader.version(path) == version else {
            throw RetraceError(.data, "'\(path)' has been replaced or written to meanwhile: try again.")
        }
    }

    private static func version(_ path: String) -> FileVersion? {
        (try? FileStatus.of(Array(path.utf8CString)))?.version
    }

    private static func openDatabase(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase {
            // A hostile file's schema gets no functions with side effects, and damaged pages are found.
            try $0.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        // Immutable: no locks and no files beside it, so that it opens on read-only media too.
        let location = CaseReader.location(path)
        return try CaseFailure.translate { try DatabaseQueue(path: location, configuration: configuration) }
    }

    private static func location(_ path: String) -> String {
        let absolute = URL(fileURLWithPath: path).path
        let plain = CharacterSet(charactersIn: "/-_.").union(.alphanumerics)
        return "file://\(absolute.addingPercentEncoding(withAllowedCharacters: plain) ?? absolute)?immutable=1"
    }

    /// Every table and view has to be as this program makes it; more of them may have been added.
    private func checkSchema(_ path: String) throws {
        let found = try CaseReader.schema(database)
        guard try CaseReader.ownSchema.get().isSubset(of: found) else {
            throw RetraceError(
                .data, "'\(path)' is not a whole case: its tables are not those of a case.")
        }
    }

    private static let ownSchema = Result {
        let model = try CaseFailure.translate { try DatabaseQueue() }
        try CaseFailure.translate { try CaseSchema.migrator.migrate(model) }
        return try schema(model)
    }

    private static func schema(_ database: DatabaseQueue) throws -> Set<String> {
        try CaseFailure.translate {
            try database.read { Set(try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE sql NOT NULL")) }
        }
    }

    /// Runs `body` on the database, without a transaction: nobody changes an immutable file between two statements.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try CaseFailure.translate { try database.unsafeRead(body) }
    }

    /// Gives the memory of pages back that were read already: what is asked next is read from the file again. Statements
    /// stay prepared.
    public func releasePages() { database.unsafeRead { _ = sqlite3_db_release_memory($0.sqliteConnection) } }

    // MARK: The run

    /// How the numbers came about.
    public func run() throws -> CaseRun {
        try read { database in
            let row = try CaseStatement(database, "SELECT * FROM run")
            guard try row.next() else { throw CaseReader.lacking("run") }
            let words = try? JSONDecoder().decode([String].self, from: Data(row.bytes(2)))
            func instant(_ column: Int32) throws -> Instant { try row.instant(column) ?? Instant(milliseconds: 0) }
            return try CaseRun(
                programVersion: row.text(1) ?? "", commandLine: words ?? [], logRoot: row.text(3) ?? "",
                cutoff: instant(4), timeZone: row.text(5) ?? "", started: instant(6), finished: instant(7),
                hasPersons: row.integer(8) == 1, policyText: row.text(9) ?? "", policySHA256: row.text(10),
                permitted: prefixes(database, "permitted"), restricted: prefixes(database, "restricted"))
        }
    }

    private func prefixes(_ database: Database, _ classification: String) throws -> [String] {
        let row = try CaseStatement(database, "SELECT prefix FROM policy WHERE classification = ? ORDER BY prefix")
        row.bindText(1, classification)
        var found: [String] = []
        while try row.next() { found.append(row.text(0) ?? "") }
        return found
    }

    /// The policy. Throws when its lists contradict each other.
    public func policy() throws -> Policy {
        let run = try run()
        guard let policy = Policy(permitted: run.permitted, restricted: run.restricted) else {
            throw CaseReader.lacking("policy")
        }
        return policy
    }

    /// The input files; an event's file is a position in it.
    public func inputs() throws -> [CaseInput] {
        try read { database in
            let row = try CaseStatement(database, "SELECT * FROM input ORDER BY id")
            var inputs: [CaseInput] = []
            while try row.next() {
                inputs.append(
                    CaseInput(
                        file: row.text(1) ?? "", stream: row.text(2) ?? "", size: UInt64(max(0, row.integer(3) ?? 0)),
                        sha256: row.text(4), lines: UInt64(max(0, row.integer(5) ?? 0)),
                        rejected: UInt64(max(0, row.integer(6) ?? 0)),
                        first: try row.instant(7),
                        last: try row.instant(8), damage: row.text(9)))
            }
            return inputs
        }
    }

    /// A JSON document that was kept by name; nil when there is none.
    public func document(_ name: String) throws -> Data? {
        try read { database in
            let row = try CaseStatement(database, "SELECT json FROM document WHERE name = ?")
            row.bindText(1, name)
            return try row.next() ? Data(row.bytes(0)) : nil
        }
    }

    /// The whole result.
    public func result() throws -> ReplayResult {
        guard let json = try document("result"), let result = try? JSONDecoder().decode(ReplayResult.self, from: json)
        else { throw CaseReader.lacking("result") }
        return result
    }

    static func lacking(_ part: String) -> RetraceError {
        RetraceError(.data, "The case is not whole: its \(part) is missing or can't be read.")
    }
}
