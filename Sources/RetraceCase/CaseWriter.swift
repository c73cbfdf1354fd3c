import Foundation
import GRDB
import RetraceCore
import RetraceStatistics

/// Writes a case: one SQLite database, which gets its name when ``finish(_:)`` has made it whole.
///
/// Batches come from several threads and are written in the order of partitions, so that the rows of equal runs are
/// equal. The thread that brings the next one writes it, and all that wait behind it; the others go on, until
/// ``batchesWaitingMax`` wait. Partitions have to be begun in ascending order, or none might bring the next.
public final class CaseWriter: EvidenceSink, @unchecked Sendable {
    // Unchecked: `condition` guards what threads share; the database and the batch writer are used by the one thread
    // that has set `isWriting`, or by `finish`, when no batch can come any more.
    private let condition = NSCondition()
    private var waiting: [Int: (batch: EvidenceBatch, texts: Texts)] = [:]
    private var next = 0
    private var partitionCount = 0
    private var isWriting = false
    private var failure: (any Error)?
    private let isCancelled: @Sendable () -> Bool

    private let file: CaseFile
    private var database: DatabaseQueue?
    private var rows: BatchWriter?

    /// Batches that wait for their turn before threads are held back.
    static let batchesWaitingMax = 4
    /// Bytes of pages that SQLite keeps in memory.
    static let cacheBytes = 16 << 20

    /// Begins a case at `path`. `isCancelled` is asked while threads are held back: once it says so, batches are
    /// dropped. Throws ``RetraceCore/RetraceError``: `usage` when a file is there and `overwrite` is false, else
    /// `inputOutput`.
    public init(path: String, overwrite: Bool, isCancelled: @escaping @Sendable () -> Bool = { false }) throws {
        self.isCancelled = isCancelled
        file = try CaseFile(path, overwrite: overwrite)
        var configuration = Configuration()
        configuration.prepareDatabase { try CaseWriter.configure($0) }
        let temporaryPath = file.temporaryPath
        let database = try CaseFailure.translate(of: path) {
            try DatabaseQueue(path: temporaryPath, configuration: configuration)
        }
        self.database = database
        try CaseFailure.translate(of: path) { try CaseSchema.migrator.migrate(database) }
        rows = try database.writeWithoutTransaction { try BatchWriter($0) }
    }

    /// Finds out early whether a case may be written at a path. Throws as beginning it would.
    public static func check(_ path: String, overwrite: Bool) throws {
        try CaseFile.check(path, overwrite: overwrite)
    }

    /// Neither journal nor flushing: a file that isn't finished is never used, and a finished one is flushed as a whole
    /// before it gets its name. That halves what is written, and leaves no `-wal` file that readers would have to write
    /// to.
    private static func configure(_ database: Database) throws {
        try database.execute(
            sql: """
                PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -\(cacheBytes >> 10);
                PRAGMA application_id = \(CaseSchema.applicationID); PRAGMA user_version = \(CaseSchema.version);
                """)
    }

    // MARK: Batches

    /// See ``RetraceCore/EvidenceSink``. Once writing has failed, every call throws.
    public func take(_ batch: EvidenceBatch, texts: Texts, partitionCount: Int) throws {
        condition.lock()
        defer { condition.unlock() }
        while batch.partition != next && waiting.count >= CaseWriter.batchesWaitingMax && failure == nil {
            guard !isCancelled() else { return }
            _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
        }
        if let failure { throw failure }
        self.partitionCount = partitionCount
        waiting[batch.partition] = (batch, texts)
        guard !isWriting else { return }
        isWriting = true
        defer { isWriting = false }
        while let turn = waiting.removeValue(forKey: next) {
            try writeUnlocked(turn.batch, turn.texts)
            next += 1
            condition.broadcast()
        }
    }

    private func writeUnlocked(_ batch: EvidenceBatch, _ texts: Texts) throws {
        condition.unlock()
        let result = Result { try write { try $0.write(batch, texts) } }
        condition.lock()
        guard case .failure(let error) = result else { return }
        failure = error
        condition.broadcast()
        throw error
    }

    /// Runs `body` within one transaction: its pages go to the file at its end.
    private func write(_ body: (inout BatchWriter) throws -> Void) throws {
        guard let database, var writer = rows else { throw CaseWriter.closed }
        rows = nil
        try CaseFailure.translate(of: file.path) { try database.write { _ in try body(&writer) } }
        rows = writer
    }

    private static let closed = RetraceError(.software, "The case is closed already. This is a bug: please report it.")

    // MARK: The end

    /// What belongs to the whole run.
    public struct Ending: Sendable {
        /// How the numbers came about.
        public var run: CaseRun
        /// Every input file; an event's file is a position in it.
        public var inputs: [CaseInput]
        /// The whole result.
        public var result: ReplayResult
        /// The first rejected lines of each file.
        public var rejections: [Rejection]
        /// JSON documents to keep by name, beside `result` and `rejections`.
        public var documents: [String: Data]

        /// An ending from its parts.
        public init(
            run: CaseRun, inputs: [CaseInput], result: ReplayResult, rejections: [Rejection] = [],
            documents: [String: Data] = [:]
        ) {
            self.run = run
            self.inputs = inputs
            self.result = result
            self.rejections = rejections
            self.documents = documents
        }
    }

    /// Writes the rest, makes the index, flushes the file and gives it its name. Takes O(n log n) for n accounts.
    /// Throws ``RetraceCore/RetraceError``; then, as without this call, no file remains.
    public func finish(_ ending: Ending) throws {
        guard partitionCount > 0, next == partitionCount, let database else {
            throw RetraceError(
                .software,
                "Of \(partitionCount) parts of the case \(next) were written. This is a bug: please report it.")
        }
        try write { writer in
            try writer.writeAudiences()
            try database.unsafeReentrantWrite { try EndingWriter($0).write(ending) }
        }
        rows = nil
        try CaseFailure.translate(of: file.path) {
            try database.write { try $0.execute(sql: CaseSchema.indices) }
            try database.close()
        }
        self.database = nil
        try file.keep()
    }
}
