import Foundation
import RetraceIngest
@testable import RetraceWorkflow

/// What a cluster engine's shuffle does with streams: takes blocks of records out, brings those of a part together in any
/// order, and keeps the rest. Written from docs/cluster.md, and nothing of the engine.
struct BlockShuffle {
    private(set) var records: [Int: [Data]] = [:]
    /// The streams without their records.
    private(set) var sides: [Data] = []

    /// Takes the streams in `paths` apart.
    init(_ paths: [String]) throws {
        for path in paths {
            var side = Data()
            for block in BlockShuffle.blocks(try Data(contentsOf: URL(fileURLWithPath: path))) {
                if (2...8).contains(block[block.startIndex + 5]) {
                    records[BlockShuffle.number(block, at: 28), default: []].append(block)
                } else {
                    side += block
                }
            }
            sides.append(side)
        }
    }

    /// The blocks of a part, those of the kinds given, shuffled.
    func blocks(of part: Int, kinds: [ExchangeKind], using generator: inout some RandomNumberGenerator) -> [Data] {
        (records[part] ?? []).filter { block in kinds.contains { $0.rawValue == block[block.startIndex + 5] } }
            .shuffled(using: &generator)
    }

    /// The blocks of a stream, one after the other.
    static func blocks(_ stream: Data) -> [Data] {
        var blocks: [Data] = []
        var start = stream.startIndex
        while start < stream.endIndex {
            let end = start + 64 + number(stream[start...], at: 40)
            blocks.append(stream[start..<end])
            start = end
        }
        return blocks
    }

    private static func number(_ block: Data, at offset: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(block[block.startIndex + offset + $1]) << (8 * $1) }
    }
}
