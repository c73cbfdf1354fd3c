import RetraceCore

/// What stands before each block of an exchange stream: 64 bytes, little-endian. Enough to tell, of a block alone, what it is,
/// which run and which stream it belongs to, and whether it is whole.
public struct ExchangeBlockHead: Equatable, Sendable {
    /// What the block holds.
    public var kind: ExchangeKind
    /// Whether the payload is a Zstandard frame.
    public var isCompressed = false
    /// The run: ``RunIdentity/digest``.
    public var digest: UInt64
    /// The stream that the block was written to first; with ``sequence`` it tells one block from all others.
    public var source: UInt64
    /// The block's number within its stream, from 0.
    public var sequence: UInt32
    /// The part of the run, or ``noPart``.
    public var part: UInt32
    /// Records, or whatever the kind counts.
    public var count: UInt32
    /// Bytes of the payload.
    public var bytes: UInt32
    /// Bytes of the payload as stored.
    public var storedBytes: UInt32
    /// Of the payload as stored: XXH3 (64 bits).
    public var checksum: UInt64

    /// Bytes of a head.
    public static let byteCount = 64
    /// The part of a block that belongs to none.
    public static let noPart = UInt32.max
    /// Of the form of heads and of everything that payloads hold.
    public static let formatVersion: UInt8 = 2
    /// Largest payload that is believed, in bytes.
    static let payloadBytesMax: UInt32 = 1 << 30
    /// The letters `RTXB`.
    private static let magic: UInt32 = 0x4258_5452

    /// Writes the head to the first 64 bytes of `place`.
    func write(to place: UnsafeMutableRawPointer) {
        place.initializeMemory(as: UInt8.self, repeating: 0, count: ExchangeBlockHead.byteCount)
        func put<Value: FixedWidthInteger>(_ value: Value, _ offset: Int) {
            place.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Value.self)
        }
        put(ExchangeBlockHead.magic, 0)
        put(ExchangeBlockHead.formatVersion, 4)
        put(kind.rawValue, 5)
        put(UInt8(isCompressed ? 1 : 0), 6)
        put(digest, 8)
        put(source, 16)
        put(sequence, 24)
        put(part, 28)
        put(count, 32)
        put(bytes, 36)
        put(storedBytes, 40)
        put(checksum, 48)
        put(TextHash.of(UnsafeRawBufferPointer(start: place, count: 56)), 56)
    }

    /// Why bytes are no head.
    enum Fault: Error {
        case notABlock
        case otherVersion(UInt8)
        case damaged
    }

    /// Reads a head from the first 64 bytes at `place`.
    init(reading place: UnsafeRawPointer) throws(Fault) {
        func get<Value: FixedWidthInteger>(_ offset: Int, _ type: Value.Type = Value.self) -> Value {
            Value(littleEndian: place.loadUnaligned(fromByteOffset: offset, as: Value.self))
        }
        guard get(0, UInt32.self) == ExchangeBlockHead.magic else { throw .notABlock }
        let version = get(4, UInt8.self)
        guard version == ExchangeBlockHead.formatVersion else { throw .otherVersion(version) }
        guard get(56, UInt64.self) == TextHash.of(UnsafeRawBufferPointer(start: place, count: 56)),
            let kind = ExchangeKind(rawValue: get(5)), get(6, UInt8.self) <= 1
        else { throw .damaged }
        self.init(
            kind: kind, isCompressed: get(6, UInt8.self) == 1, digest: get(8), source: get(16), sequence: get(24),
            part: get(28), count: get(32), bytes: get(36), storedBytes: get(40), checksum: get(48))
        guard bytes <= ExchangeBlockHead.payloadBytesMax, storedBytes <= ExchangeBlockHead.payloadBytesMax else {
            throw .damaged
        }
    }

    /// A head from its parts.
    init(
        kind: ExchangeKind, isCompressed: Bool, digest: UInt64, source: UInt64, sequence: UInt32, part: UInt32,
        count: UInt32, bytes: UInt32, storedBytes: UInt32, checksum: UInt64
    ) {
        self.kind = kind
        self.isCompressed = isCompressed
        self.digest = digest
        self.source = source
        self.sequence = sequence
        self.part = part
        self.count = count
        self.bytes = bytes
        self.storedBytes = storedBytes
        self.checksum = checksum
    }
}
