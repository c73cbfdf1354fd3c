import Foundation
import RetraceCore
import RetraceIngest

/// Mappings, up to the first byte 0; what follows it are the lines of the files that they may cover.
enum MappingTarget {
    private static let root: String = {
        for stream in ["identifiers", "matches", "events"] {
            try? FileManager.default.createDirectory(
                atPath: "\(Scratch.folder)/logs/\(stream)", withIntermediateDirectories: true)
        }
        return "\(Scratch.folder)/logs"
    }()
    private static let pool = ChunkPool(chunkBytes: 4096, budget: MemoryBudget(spillBytes: 1 << 30))

    static func run(_ input: UnsafeRawBufferPointer) {
        let end = input.firstIndex(of: 0) ?? input.count
        let text = String(decoding: input[..<end], as: UTF8.self)
        let lines = UnsafeRawBufferPointer(rebasing: input[min(end + 1, input.count)...])
        TextTargets.expectSentence {
            let mapping = try MappingFile.parse(text, name: "fuzz")
            _ = root
            for name in ["identifiers", "matches", "events"] { _ = Scratch.write(lines, as: "logs/\(name)/a.jsonl") }
            let files = try RetraceIngest.LogRoot(scanning: root, mapping: mapping).allFiles
            let store = PartitionStore(partitionBits: 1, pool: pool, spillFolder: Scratch.folder)
            let router = LineRouter(
                RoutingPlan(store: store, texts: TextTable()), ledger: FileLedger(count: files.count))
            for (number, file) in files.enumerated() {
                guard let reader = try? LineBlockReader(file, file: number, blockSize: 4096, windowLog: 20) else {
                    continue
                }
                let buffer = reader.makeBuffer()
                while let block = reader.next(into: buffer) { try router.route(block) }
            }
            _ = router.finish()
            _ = MappingTally.warnings(router.mappingTallies)
        }
    }
}
