import CZstd
import RetraceCore
import RetraceHost

/// Writes an exchange stream: header, blocks, trailer. A stream without a trailer is refused by whoever reads it, so one that
/// was not finished can do no harm. Used by one thread at a time.
public final class ExchangeWriter {
    /// Which run the stream belongs to.
    public let identity: RunIdentity
    /// Counts the blocks, where somebody asks.
    public var meter: BlockMeter?
    private let file: OpenFile
    private let name: String
    private let digest: UInt64
    private let source: UInt64
    private var sequence: UInt32 = 0
    private var emitted = BlockCounts()
    private var partBlocks: UInt64 = 0
    private let context: OpaquePointer
    /// Room for a head and a payload as stored.
    private var output: [UInt8] = []
    private var encoder = MessageEncoder()
    /// Bytes written so far.
    public private(set) var bytesWritten: UInt64 = 0

    /// Begins a stream: writes its header. `name` is the file's in messages; `source` tells the stream from all others of the
    /// run and must not depend on the attempt. Throws ``RetraceError`` of kind `inputOutput`.
    public init(to file: OpenFile, name: String, identity: RunIdentity, source: UInt64) throws {
        guard let context = ZSTD_createCCtx() else {
            throw RetraceError(.temporary, "There is no memory to compress with.")
        }
        // Hashes make up most of a record and can't be compressed: the fastest level finds the rest as well.
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, -3)
        self.context = context
        self.file = file
        self.name = name
        self.identity = identity
        self.source = source
        digest = identity.digest
        try writeMessage(.header) { encoder in identity.encode(into: &encoder) }
    }

    deinit { ZSTD_freeCCtx(context) }

    /// Writes a block. `part` is nil for what belongs to no part. Throws ``RetraceError`` of kind `inputOutput`.
    public func write(_ kind: ExchangeKind, part: Int?, count: Int, payload: UnsafeRawBufferPointer) throws {
        precondition(payload.count <= Int(ExchangeBlockHead.payloadBytesMax))
        let stored = fill(payload)
        let storedPayload = ExchangeBlockHead.byteCount..<ExchangeBlockHead.byteCount + stored.bytes
        let head = ExchangeBlockHead(
            kind: kind, isCompressed: stored.isCompressed, digest: digest, source: source, sequence: sequence,
            part: part.map(UInt32.init) ?? ExchangeBlockHead.noPart, count: UInt32(clamping: count),
            bytes: UInt32(payload.count), storedBytes: UInt32(stored.bytes),
            checksum: output.withUnsafeBytes { TextHash.of(UnsafeRawBufferPointer(rebasing: $0[storedPayload])) })
        output.withUnsafeMutableBytes { head.write(to: $0.baseAddress!) }
        try send(storedPayload.upperBound)
        sequence += 1
        meter?.add()
        if kind.isOfPart { partBlocks += 1 }
        if let part, kind.isRecords { emitted.add(kind, part: part, records: count) }
    }

    /// Puts the payload into the output, compressed where that makes it smaller.
    private func fill(_ payload: UnsafeRawBufferPointer) -> (bytes: Int, isCompressed: Bool) {
        let head = ExchangeBlockHead.byteCount
        let room = head + max(payload.count, ZSTD_compressBound(payload.count))
        if output.count < room { output = [UInt8](repeating: 0, count: room) }
        return output.withUnsafeMutableBytes { output in
            let place = UnsafeMutableRawBufferPointer(rebasing: output[head...])
            let size = ZSTD_compress2(context, place.baseAddress, place.count, payload.baseAddress, payload.count)
            if ZSTD_isError(size) == 0 && size < payload.count { return (size, true) }
            place.copyMemory(from: payload)
            return (payload.count, false)
        }
    }

    private func send(_ count: Int) throws {
        let failure = output.withUnsafeBytes { bytes -> HostError? in
            do throws(HostError) {
                try file.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw ExchangeFile.failure(name, failure) }
        bytesWritten += UInt64(count)
    }

    /// Writes a block of a message without texts.
    public func writeMessage(
        _ kind: ExchangeKind, part: Int? = nil, count: Int = 0, _ body: (inout MessageEncoder) -> Void
    ) throws {
        encoder.clear()
        body(&encoder)
        try encoder.message.withUnsafeBytes { try write(kind, part: part, count: count, payload: $0) }
    }

    /// Writes a block of a message that names texts: its dictionary stands before it.
    public func writeMessage(
        _ kind: ExchangeKind, part: Int? = nil, count: Int = 0, texts: inout TextDictionary,
        _ body: (inout MessageEncoder, inout TextDictionary) -> Void
    ) throws {
        texts.clear()
        var tail = MessageEncoder()
        body(&tail, &texts)
        encoder.clear()
        texts.write(to: &encoder)
        encoder.append(tail)
        try encoder.message.withUnsafeBytes { try write(kind, part: part, count: count, payload: $0) }
    }

    /// Writes the trailer: the stream is whole. Throws ``RetraceError`` of kind `inputOutput`.
    public func finish() throws {
        let (blocks, partBlocks, emitted) = (sequence, partBlocks, emitted)
        try writeMessage(.trailer) { encoder in
            encoder.number(UInt64(blocks))
            encoder.number(partBlocks)
            emitted.encode(into: &encoder)
        }
    }
}
