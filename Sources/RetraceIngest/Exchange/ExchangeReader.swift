import RetraceCore
import RetraceHost

/// Reads an exchange stream and refuses what can't be trusted: other formats, versions and runs, damage, and streams that
/// end before their trailer. Memory is that of the largest block. Used by one thread at a time.
public final class ExchangeReader {
    /// What the header says.
    public private(set) var identity: RunIdentity
    /// What tells the stream from others of the run.
    public private(set) var source: UInt64 = 0
    /// What the trailer says, once it has been read.
    public private(set) var emitted: BlockCounts?
    /// The stream's blocks, whatever they are.
    public let blocks: ExchangeBlockReader
    private let mayLackParts: Bool
    private var sequence: UInt32 = 0
    private var partBlocks: UInt64 = 0
    private var lacking: UInt64 = 0

    /// The stream's name in messages.
    public var name: String { blocks.name }

    /// Reads a stream's header. With `expected`, a stream of another run is refused. With `mayLackParts`, all blocks of records may have been taken out of it, but no others.
    ///
    /// Throws ``RetraceError``: of kind `data` when it is no such stream or of another run, `inputOutput` when it can't be
    /// read, is damaged or ends early; making it again may help.
    public init(
        from file: OpenFile, name: String, expecting expected: RunIdentity?, mayLackParts: Bool = false
    ) throws {
        blocks = ExchangeBlockReader(from: file, name: name)
        self.mayLackParts = mayLackParts
        identity = RunIdentity.none
        guard let head = try blocks.readHead(), head.kind == .header else {
            throw RetraceError(.data, "'\(name)' does not begin with a header: it is no exchange stream of retrace.")
        }
        source = head.source
        let block = try blocks.readBlock(head, isWanted: true)
        identity = try decode(block) { try RunIdentity(from: &$0) }
        if let expected, let difference = expected.difference(from: identity) {
            throw RetraceError(.data, "'\(name)' was made \(difference). Pieces of one run only can be put together.")
        }
        guard head.digest == identity.digest else {
            throw blocks.damage(block.offset, "its header contradicts itself")
        }
    }

    /// The next block after the header; nil after the trailer. The payload of those that `isWanted` declines is skipped, and
    /// not checked. Throws as `init` does.
    public func next(where isWanted: (ExchangeBlockHead) -> Bool = { _ in true }) throws -> ExchangeBlock? {
        guard emitted == nil else { return nil }
        guard let head = try blocks.readHead() else {
            throw RetraceError(
                .inputOutput,
                "'\(name)' ends at byte \(blocks.offset) without its trailer: it was not written to its end. "
                    + "Make it again.")
        }
        try check(head)
        let block = try blocks.readBlock(head, isWanted: head.kind == .trailer || isWanted(head))
        if head.kind == .trailer {
            try readTrailer(block)
            return nil
        }
        return block
    }

    private func check(_ head: ExchangeBlockHead) throws {
        let start = blocks.offset - UInt64(ExchangeBlockHead.byteCount)
        guard head.digest == identity.digest else {
            throw RetraceError(.data, "'\(name)' holds a block of another run at byte \(start).")
        }
        guard head.source == source, head.sequence > sequence, head.kind != .header,
            mayLackParts || head.sequence == sequence + 1
        else {
            throw blocks.damage(start, "a block is missing or repeated")
        }
        lacking += UInt64(head.sequence - sequence - 1)
        if head.kind.isOfPart { partBlocks += 1 }
        sequence = head.sequence
    }

    private func readTrailer(_ block: ExchangeBlock) throws {
        emitted = try decode(block) { decoder in
            guard try decoder.number() == UInt64(self.sequence) else { throw MalformedMessage() }
            // All blocks of records are there, or none and nothing else lacks.
            guard try decoder.number() == self.partBlocks + self.lacking, self.partBlocks == 0 || self.lacking == 0
            else { throw MalformedMessage() }
            return try BlockCounts(from: &decoder)
        }
        guard try blocks.readHead() == nil else { throw blocks.damage(block.offset, "something follows the trailer") }
    }

    /// Reads a block's message: see ``ExchangeBlockReader/decode(_:_:)``.
    public func decode<Value>(_ block: ExchangeBlock, _ body: (inout MessageDecoder) throws -> Value) throws -> Value {
        try blocks.decode(block, body)
    }
}
