/// Writes what processes hand to each other: unsigned numbers in groups of seven bits, the lowest first (LEB128), words
/// little-endian, bytes after their length.
public struct MessageEncoder {
    /// What has been written.
    public private(set) var message: [UInt8] = []

    /// An empty message.
    public init() {}

    /// Writes a number that is small as a rule: one to ten bytes.
    public mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            message.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        message.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes eight bytes.
    public mutating func word(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { message.append(contentsOf: $0) }
    }

    /// Writes bytes after their number.
    public mutating func bytes(_ bytes: some Collection<UInt8>) {
        number(UInt64(bytes.count))
        message.append(contentsOf: bytes)
    }

    /// Writes a string as UTF-8 after its length.
    public mutating func string(_ text: String) { bytes(Array(text.utf8)) }

    /// Writes an instant, the distant ones as well.
    public mutating func instant(_ instant: Instant) { word(UInt64(bitPattern: instant.milliseconds)) }

    /// Writes a range of instants, an empty one as well.
    public mutating func range(_ range: InstantRange) {
        instant(range.first)
        instant(range.last)
    }

    /// Writes a key.
    public mutating func key(_ key: AccountKey) {
        word(key.high)
        word(UInt64(key.low))
    }

    /// Writes another message as it is.
    public mutating func append(_ other: MessageEncoder) { message += other.message }

    /// Writes bytes as they are, without their number.
    public mutating func appendRaw(_ bytes: [UInt8]) { message += bytes }

    /// Forgets everything but the memory.
    public mutating func clear() { message.removeAll(keepingCapacity: true) }
}
