import RetraceCore
import RetraceHost

/// Reads blocks of records that have been taken out of their streams, of any streams and in any order, as the shuffle of a
/// cluster engine brings them together. Blocks of another run and blocks that come twice are refused. What never came can't
/// be seen here: compare counts of records. Memory is that of the largest block and 16 bytes a block. Used by one thread at
/// a time.
public final class RecordBlockReader {
    /// The blocks.
    public let blocks: ExchangeBlockReader
    private let digest: UInt64
    private var seen: Set<BlockName> = []

    private struct BlockName: Hashable {
        var source: UInt64
        var sequence: UInt32
    }

    /// A reader of blocks of one run.
    public init(from file: OpenFile, name: String, of identity: RunIdentity) {
        blocks = ExchangeBlockReader(from: file, name: name)
        digest = identity.digest
    }

    /// The next block; nil at the end. Throws ``RetraceError``: of kind `data` when it is of another run or holds no records,
    /// `inputOutput` when it is damaged or came before; to hand the blocks over again may help.
    public func next() throws -> ExchangeBlock? {
        let start = blocks.offset
        guard let head = try blocks.readHead() else { return nil }
        guard head.digest == digest else {
            throw RetraceError(.data, "\(blocks.name) holds a block of another run at byte \(start).")
        }
        guard head.kind.isRecords else {
            throw RetraceError(.data, "\(blocks.name) holds a block at byte \(start) that is none of records.")
        }
        guard seen.insert(BlockName(source: head.source, sequence: head.sequence)).inserted else {
            throw RetraceError(.inputOutput, "\(blocks.name) holds a block at byte \(start) that came before.")
        }
        return try blocks.readBlock(head, isWanted: true)
    }
}
