import Foundation
import Glibc
import RetraceCore
import RetraceHost
@testable import RetraceIngest
import RetraceTestSupport

/// A store with records of every stream, read from random logs.
struct ExchangeSample {
    let texts = TextTable()
    let store: PartitionStore
    private let pool: ChunkPool
    private let directory: URL

    init(seed: UInt64, spillBytes: Int) throws {
        let root = try LogRootBuilder(seed: seed).write(RandomLogSet.make(seed: seed))
        directory = root.directory
        pool = ChunkPool(chunkBytes: 128, budget: MemoryBudget(spillBytes: spillBytes))
        store = PartitionStore(partitionBits: 2, pool: pool, spillFolder: directory.path)
        var plan = RoutingPlan(store: store, texts: texts)
        let everybody = AccountFilter(capacity: 1, maxBytes: 8)
        for low in 0..<UInt32(64) { everybody.insert(AccountKey(high: 0, low: low)) }
        plan.impressionFilter = everybody
        plan.ownerFilter = everybody
        let files = try RetraceIngest.LogRoot(scanning: root.root.path).allFiles
        let router = LineRouter(plan, ledger: FileLedger(count: files.count))
        for (number, file) in files.enumerated() {
            guard let reader = try? LineBlockReader(file, file: number, blockSize: 4096, windowLog: 27) else {
                continue
            }
            while let block = reader.next(into: reader.makeBuffer()) { try router.route(block) }
        }
        _ = router.finish()
    }

    func remove() { try? FileManager.default.removeItem(at: directory) }

    func makeStore() -> PartitionStore { PartitionStore(partitionBits: 2, pool: pool, spillFolder: directory.path) }

    /// The records of each partition, sorted, with texts spelt out.
    func meanings(of store: PartitionStore, _ table: TextTable) throws -> [[String]] {
        let texts = table.texts()
        return try (0..<store.partitionCount).map { partition in
            var records: [String] = []
            try store.visit(partition, keeping: true) { contents in
                contents.forEachRecord { record, head in
                    records.append(ExchangeSample.meaning(record, head, texts))
                }
            }
            return records.sorted()
        }
    }

    private static func meaning(_ record: UnsafeRawPointer, _ head: UInt64, _ texts: Texts) -> String {
        var bytes = Array(UnsafeRawBufferPointer(start: record, count: Record.size(record, head)))
        var named: [String] = []
        bytes.withUnsafeMutableBytes { bytes in
            RecordTexts.rename(bytes.baseAddress!, head) { number in
                named.append(number == absentText ? "absent" : "'\(texts.string(number))'")
                return 0
            }
        }
        return "\(bytes) \(named)"
    }

    /// What `body` writes to a file.
    static func bytes(_ body: (OpenFile) throws -> Void) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("exchange-\(UUID().uuidString)").path
        let file = try ExchangeFile(path: path)
        try body(file.file)
        try file.commit()
        defer { unlink(path) }
        return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Lets `body` read bytes from a file.
    static func read<Value>(_ bytes: [UInt8], _ body: (OpenFile) throws -> Value) throws -> Value {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("exchange-\(UUID().uuidString)")
        try Data(bytes).write(to: path)
        let file = try OpenFile.reading(Array(path.path.utf8CString))
        unlink(path.path)
        return try body(file)
    }
}
