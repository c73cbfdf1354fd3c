/// Writes messages of Protocol Buffers ("Encoding" in their documentation), field by field.
public struct WireMessage: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// A message without fields.
    public init() {}

    /// A number, a boolean or an enum's value.
    public func varint(_ field: Int, _ value: some BinaryInteger) -> WireMessage {
        adding(field, 0, WireMessage.varint(UInt64(truncatingIfNeeded: value)))
    }

    /// A `sint64` or `sint32`.
    public func zigzag(_ field: Int, _ value: Int64) -> WireMessage {
        adding(field, 0, WireMessage.varint(UInt64(bitPattern: value << 1 ^ value >> 63)))
    }

    /// Eight bytes: a `fixed64` or a `double`.
    public func fixed64(_ field: Int, _ bits: UInt64) -> WireMessage {
        adding(field, 1, withUnsafeBytes(of: bits.littleEndian) { Array($0) })
    }

    /// Four bytes: a `fixed32` or a `float`.
    public func fixed32(_ field: Int, _ bits: UInt32) -> WireMessage {
        adding(field, 5, withUnsafeBytes(of: bits.littleEndian) { Array($0) })
    }

    /// `bytes`, or packed numbers.
    public func bytes(_ field: Int, _ value: [UInt8]) -> WireMessage {
        adding(field, 2, WireMessage.varint(UInt64(value.count)) + value)
    }

    /// A `string`.
    public func text(_ field: Int, _ value: String) -> WireMessage { bytes(field, Array(value.utf8)) }

    /// A message, or an entry of a map.
    public func message(_ field: Int, _ value: WireMessage) -> WireMessage { bytes(field, value.bytes) }

    /// The message after its length.
    public var delimited: [UInt8] { WireMessage.varint(UInt64(bytes.count)) + bytes }

    private func adding(_ field: Int, _ type: UInt64, _ value: [UInt8]) -> WireMessage {
        var result = self
        result.bytes += WireMessage.varint(UInt64(field) << 3 | type) + value
        return result
    }

    /// Seven bits a byte, the lowest first.
    public static func varint(_ value: UInt64) -> [UInt8] {
        value > 0x7F ? [UInt8(value & 0x7F | 0x80)] + varint(value >> 7) : [UInt8(value)]
    }
}
