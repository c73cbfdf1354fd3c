/// A value as Avro encodes it (Avro 1.11, "Binary Encoding").
public indirect enum AvroValue: Sendable {
    case null
    case boolean(Bool)
    /// An `int` or a `long`.
    case integer(Int64)
    case float(Float)
    case double(Double)
    case bytes([UInt8])
    case fixed([UInt8])
    case text(String)
    /// A symbol by its position.
    case symbol(Int)
    case array([AvroValue])
    /// An array whose items come in several blocks, with their sizes in bytes.
    case sizedArray([[AvroValue]])
    case map([(key: String, value: AvroValue)])
    /// A branch of a union by its position.
    case branch(Int, AvroValue)
    /// The fields' values in the schema's order.
    case record([AvroValue])

    /// Its bytes.
    public var encoded: [UInt8] {
        switch self {
        case .null: []
        case .boolean(let value): [value ? 1 : 0]
        case .integer(let value): AvroValue.long(value)
        case .float(let value): AvroValue.littleEndian(value.bitPattern)
        case .double(let value): AvroValue.littleEndian(value.bitPattern)
        case .bytes(let bytes): AvroValue.long(bytes.count) + bytes
        case .fixed(let bytes): bytes
        case .text(let text): AvroValue.long(text.utf8.count) + Array(text.utf8)
        case .symbol(let position): AvroValue.long(position)
        case .array(let items): AvroValue.block(items.map(\.encoded)) + [0]
        case .sizedArray(let blocks): blocks.flatMap(AvroValue.sized) + [0]
        case .map(let entries): AvroValue.block(entries.map { AvroValue.text($0.key).encoded + $0.value.encoded }) + [0]
        case .branch(let position, let value): AvroValue.long(position) + value.encoded
        case .record(let values): values.flatMap(\.encoded)
        }
    }

    /// A variable-length zig-zag integer.
    public static func long(_ value: some BinaryInteger) -> [UInt8] {
        let value = Int64(value)
        var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
        var bytes: [UInt8] = []
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F | 0x80))
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private static func block(_ items: [[UInt8]]) -> [UInt8] {
        items.isEmpty ? [] : long(items.count) + items.joined()
    }

    private static func sized(_ items: [AvroValue]) -> [UInt8] {
        let bytes = items.flatMap(\.encoded)
        return long(-items.count) + long(bytes.count) + bytes
    }

    private static func littleEndian(_ bits: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: bits.littleEndian) { Array($0) }
    }
}
