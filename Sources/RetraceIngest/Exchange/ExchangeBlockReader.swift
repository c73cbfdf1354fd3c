import CZstd
import RetraceCore
import RetraceHost

/// A block of an exchange stream. Its payload lies in memory of the reader, until that reads on.
public struct ExchangeBlock {
    /// What it is.
    public var head: ExchangeBlockHead
    /// What it holds; empty where the payload was not asked for.
    public var payload: UnsafeRawBufferPointer
    /// Where it begins in the stream, in bytes.
    public var offset: UInt64
}

/// Reads blocks of the exchange format one after the other, and believes nothing: neither heads nor payloads without their
/// checksums. What the blocks are is for others to judge: ``ExchangeReader`` for whole streams, ``RecordBlockReader`` for
/// blocks without their streams. Memory is that of the largest block. Used by one thread at a time.
public final class ExchangeBlockReader {
    /// What is read, for messages.
    public let name: String
    /// Counts the blocks, where somebody asks.
    public var meter: BlockMeter?
    /// Bytes read or skipped so far.
    public private(set) var offset: UInt64 = 0
    private let file: OpenFile
    /// Bytes of the file; nil where it is none that can be passed over.
    private let size: UInt64?
    private var stored: UnsafeMutableRawBufferPointer = .allocate(byteCount: 1 << 16, alignment: 16)
    private var payload: UnsafeMutableRawBufferPointer = .allocate(byteCount: 1 << 16, alignment: 16)

    /// A reader of whatever the file gives.
    public init(from file: OpenFile, name: String) {
        self.file = file
        self.name = name
        let status = try? file.status()
        size = status?.isRegularFile == true ? status?.size : nil
    }

    deinit {
        stored.deallocate()
        payload.deallocate()
    }

    /// Reads a block's message with `body`, which reads all of it. Throws ``RetraceError`` of kind `inputOutput` when the message
    /// does not say what it should.
    public func decode<Value>(_ block: ExchangeBlock, _ body: (inout MessageDecoder) throws -> Value) throws -> Value {
        do {
            var decoder = MessageDecoder(block.payload)
            let value = try body(&decoder)
            try decoder.finish()
            return value
        } catch is MalformedMessage {
            throw damage(block.offset, "a block does not hold what its kind says")
        }
    }

    /// The error of damage at an offset, which is that of the block.
    public func damage(_ offset: UInt64, _ what: String) -> RetraceError {
        RetraceError(.inputOutput, "'\(name)' is damaged at byte \(offset): \(what). Make it again.")
    }

    // MARK: Bytes

    /// Passes over bytes, at whose end a block must begin. Throws as reading does.
    public func pass(over count: UInt64) throws { try skip(Int(count), of: offset) }

    /// The next head; nil at the end of the stream. Throws ``RetraceError``: of kind `data` when it is of another version or
    /// none, `inputOutput` when it is damaged or can't be read.
    public func readHead() throws -> ExchangeBlockHead? {
        let start = offset
        let count = try read(ExchangeBlockHead.byteCount, into: stored.baseAddress!)
        if count == 0 { return nil }
        guard count == ExchangeBlockHead.byteCount else {
            throw start == 0 ? notAStream() : damage(start, "it ends inside a block")
        }
        do {
            let head = try ExchangeBlockHead(reading: UnsafeRawPointer(stored.baseAddress!))
            meter?.add()
            return head
        } catch {
            switch error {
            case .otherVersion(let version):
                throw RetraceError(
                    .data,
                    "'\(name)' has version \(version) of the exchange format, and this program reads version "
                        + "\(ExchangeBlockHead.formatVersion).")
            case .notABlock where start == 0: throw notAStream()
            case .notABlock, .damaged: throw damage(start, "no block begins there")
            }
        }
    }

    private func notAStream() -> RetraceError {
        RetraceError(.data, "'\(name)' is no exchange stream of retrace.")
    }

    /// The block that follows its head. What isn't wanted is skipped, and not checked. Throws ``RetraceError`` of kind
    /// `inputOutput`.
    public func readBlock(_ head: ExchangeBlockHead, isWanted: Bool) throws -> ExchangeBlock {
        let start = offset - UInt64(ExchangeBlockHead.byteCount)
        guard isWanted else {
            try skip(Int(head.storedBytes), of: start)
            return ExchangeBlock(head: head, payload: UnsafeRawBufferPointer(start: nil, count: 0), offset: start)
        }
        ExchangeBlockReader.grow(&stored, to: Int(head.storedBytes))
        guard try read(Int(head.storedBytes), into: stored.baseAddress!) == Int(head.storedBytes) else {
            throw damage(start, "it ends inside a block")
        }
        let bytes = UnsafeRawBufferPointer(rebasing: stored[..<Int(head.storedBytes)])
        guard TextHash.of(bytes) == head.checksum else { throw damage(start, "the block's checksum is wrong") }
        return ExchangeBlock(head: head, payload: try unpack(head, bytes, start), offset: start)
    }

    private func unpack(
        _ head: ExchangeBlockHead, _ bytes: UnsafeRawBufferPointer, _ start: UInt64
    ) throws -> UnsafeRawBufferPointer {
        guard head.isCompressed else {
            guard head.bytes == head.storedBytes else { throw damage(start, "the block's length is wrong") }
            return bytes
        }
        ExchangeBlockReader.grow(&payload, to: Int(head.bytes))
        let size = ZSTD_decompress(payload.baseAddress, Int(head.bytes), bytes.baseAddress, bytes.count)
        guard size == Int(head.bytes) else { throw damage(start, "the block cannot be decompressed") }
        return UnsafeRawBufferPointer(rebasing: payload[..<Int(head.bytes)])
    }

    private static func grow(_ buffer: inout UnsafeMutableRawBufferPointer, to count: Int) {
        guard buffer.count < count else { return }
        buffer.deallocate()
        buffer = .allocate(byteCount: count, alignment: 16)
    }

    /// Reads `count` bytes, fewer only at the end of the stream.
    private func read(_ count: Int, into place: UnsafeMutableRawPointer) throws -> Int {
        var done = 0
        while done < count {
            let part: Int
            do {
                part = try file.read(into: UnsafeMutableRawBufferPointer(start: place + done, count: count - done))
            } catch {
                throw RetraceError(.inputOutput, "'\(name)' cannot be read at byte \(offset): \(error).")
            }
            if part == 0 { break }
            done += part
            offset += UInt64(part)
        }
        return done
    }

    /// Skips bytes: by seeking where the stream is a file.
    private func skip(_ count: Int, of start: UInt64) throws {
        if let size {
            guard let end = try? file.skip(count), end <= size else { throw damage(start, "it ends inside a block") }
            offset += UInt64(count)
            return
        }
        ExchangeBlockReader.grow(&stored, to: 1 << 16)
        var left = count
        while left > 0 {
            let part = try read(min(left, stored.count), into: stored.baseAddress!)
            guard part > 0 else { throw damage(start, "it ends inside a block") }
            left -= part
        }
    }
}
