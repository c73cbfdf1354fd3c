import Foundation
import GRDB
import RetraceCore
import RetraceStatistics

/// Writes a case: one SQLite database, which gets its name when ``finish(_:)`` has made it whole.
///
/// Batches come from several threads. Accounts, texts and pages are numbered in the order of partitions, so that equal runs
/// give equal bytes; that is little work, done by whichever thread brings the next partition for all that wait behind it.
/// Between the numbering of rows and that of pages, rows are encoded by several threads at once. Partitions have to be
/// begun in ascending order, or none might bring the next.
public final class CaseWriter: ResumableEvidenceSink, @unchecked Sendable {
    // Unchecked: `condition` guards all that changes before `finish`, when no batch can come any more.
    private let condition = NSCondition()
    private var waiting: [Int: Turn] = [:]
    /// The partition that the first batch to be kept is of.
    private var first = 0
    /// The partition whose rows are to be numbered next.
    private var next = 0
    /// Partitions that have been encoded, and wait for those before them.
    private var encoded: [Int: BatchPages] = [:]
    /// The partition whose pages are to be numbered next.
    private var nextPlaced = 0
    private var partitionCount = 0
    private var failure: (any Error)?
    private var encoders: [BatchEncoder] = []
    private var numbers = CaseNumbers()
    private var trees: CaseTrees
    private let isCancelled: @Sendable () -> Bool
    private let file: CaseFile
    private let pages: PageFile

    /// Batches that wait for their turn before threads are held back.
    static let batchesWaitingMax = 4

    /// A batch that waits, with what it needs numbers of.
    private struct Turn {
        var batch: EvidenceBatch
        var texts: Texts
        var needs: BatchEncoder.Needs
        var encoder: BatchEncoder
    }

    /// Begins a case at `path`. `isCancelled` is asked while threads are held back: once it says so, batches are
    /// dropped. Throws ``RetraceCore/RetraceError``: `usage` when a file is there and `overwrite` is false, else
    /// `inputOutput`.
    public init(path: String, overwrite: Bool, isCancelled: @escaping @Sendable () -> Bool = { false }) throws {
        self.isCancelled = isCancelled
        file = try CaseFile(path, overwrite: overwrite)
        let roots = try CaseDatabase.make(file)
        pages = try PageFile(file)
        trees = try CaseTrees(after: pages.pageCount) { name in
            guard let root = roots[name] else { throw CaseReader.lacking(name) }
            return root
        }
    }

    /// Finds out early whether a case may be written at a path. Throws as beginning it would.
    public static func check(_ path: String, overwrite: Bool) throws {
        try CaseFile.check(path, overwrite: overwrite)
    }

    // MARK: Batches

    /// See ``RetraceCore/EvidenceSink``. Once writing has failed, every call throws.
    public func take(_ batch: EvidenceBatch, texts: Texts, partitionCount: Int) throws {
        guard !drop(batch, texts, partitionCount) else { return }
        let encoder = condition.withLock { encoders.popLast() } ?? BatchEncoder()
        let needs = encoder.needs(of: batch, textCount: texts.count)
        condition.lock()
        defer { condition.unlock() }
        while batch.partition != next && waiting.count >= CaseWriter.batchesWaitingMax && failure == nil {
            guard !isCancelled() else { return }
            _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
        }
        if let failure { throw failure }
        self.partitionCount = partitionCount
        waiting[batch.partition] = Turn(batch: batch, texts: texts, needs: needs, encoder: encoder)
        while let turn = waiting.removeValue(forKey: next) {
            next += 1
            condition.broadcast()
            try take(turn)
        }
    }

    /// Whether the run that this one goes on from had brought the batch's partition.
    private func drop(_ batch: EvidenceBatch, _ texts: Texts, _ partitionCount: Int) -> Bool {
        condition.withLock {
            guard batch.partition < first else { return false }
            self.partitionCount = partitionCount
            numbers.meet(texts)
            return true
        }
    }

    /// Brings a batch whose turn it is into the file. Called with the lock, which is given back meanwhile.
    private func take(_ turn: Turn) throws {
        let pages = BatchPages()
        let given = numbers.number(turn.batch, turn.needs, turn.texts, for: turn.encoder, into: pages)
        withoutLock { turn.encoder.encode(turn.batch, given, into: pages) }
        encoders.append(turn.encoder)
        encoded[turn.batch.partition] = pages
        var writes: [PageLayout.Write] = []
        while let pages = encoded.removeValue(forKey: nextPlaced) {
            writes += trees.place(pages)
            nextPlaced += 1
        }
        do { try withoutLock { try self.pages.write(writes) } } catch {
            failure = failure ?? error
            condition.broadcast()
            throw error
        }
    }

    private func withoutLock<Result>(_ body: () throws -> Result) rethrows -> Result {
        condition.unlock()
        defer { condition.lock() }
        return try body()
    }

    // MARK: Checkpoints

    /// See ``RetraceCore/ResumableEvidenceSink``.
    public func state() throws -> EvidenceSinkState {
        try condition.withLock {
            if let failure { throw failure }
            guard waiting.isEmpty, encoded.isEmpty, next == nextPlaced else { throw missing(nextPlaced, of: next) }
            var head = MessageEncoder()
            head.number(UInt64(next))
            trees.encode(into: &head)
            return EvidenceSinkState(
                fileBytes: PageFile.bytes(pages: trees.layout.pageCount), messages: [head.message] + numbers.encode())
        }
    }

    /// See ``RetraceCore/ResumableEvidenceSink``.
    public func readWritten(at offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws {
        try pages.read(at: offset, into: bytes)
    }

    /// See ``RetraceCore/ResumableEvidenceSink``.
    public func goOn(from state: EvidenceSinkState, texts: Int) throws {
        guard let head = state.messages.first else { throw MalformedMessage() }
        try head.withUnsafeBytes { bytes in
            var decoder = MessageDecoder(bytes)
            first = try decoder.integer()
            try trees.goOn(from: &decoder)
            try decoder.finish()
        }
        (next, nextPlaced) = (first, first)
        numbers = try CaseNumbers(from: state.messages.dropFirst(), texts: texts)
        guard state.fileBytes == PageFile.bytes(pages: trees.layout.pageCount),
            trees.layout.pageCount >= pages.pageCount
        else { throw MalformedMessage() }
    }

    /// See ``RetraceCore/ResumableEvidenceSink``.
    public func writeAgain(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        try pages.write(bytes, at: offset)
    }

    private func missing(_ written: Int, of count: Int) -> RetraceError {
        RetraceError(
            .software, "Of \(count) parts of the case \(written) were written. This is a bug: please report it.")
    }

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
        if let failure { throw failure }
        guard partitionCount > 0, nextPlaced == partitionCount else { throw missing(nextPlaced, of: partitionCount) }
        let last = BatchPages()
        numbers.addAudiences(to: last)
        try pages.write(trees.place(last))
        try pages.write(trees.finish())
        try pages.setPageCount(trees.layout.pageCount)
        try CaseDatabase.complete(file, ending)
        try file.keep()
    }
}
