import CZlib

/// Writes Avro object container files (Avro 1.11, "Object Container Files").
public struct AvroFile {
    /// How blocks are compressed.
    public enum Codec: String, CaseIterable, Sendable {
        case null, deflate, snappy, zstandard
    }

    /// What has been written.
    public private(set) var bytes: [UInt8]
    private let codec: Codec
    /// Sixteen bytes that end each block.
    public static let marker = Array("a marker of avro".utf8)

    /// A file without blocks; `schema` is its JSON.
    public init(schema: String, codec: Codec = .null) {
        self.codec = codec
        var metadata = [("avro.schema", schema), ("made.by", "tests")]
        // A file that does not say how it is compressed is not.
        if codec != .null { metadata.append(("avro.codec", codec.rawValue)) }
        bytes =
            Array("Obj\u{1}".utf8) + AvroValue.map(metadata.map { ($0.0, .text($0.1)) }).encoded + AvroFile.marker
    }

    /// Adds a block of records.
    public mutating func add(_ records: [AvroValue]) throws {
        add(count: records.count, packed: try packed(records.flatMap(\.encoded)))
    }

    /// Adds a block as it stands, whatever it is.
    public mutating func add(count: Int, packed: [UInt8]) {
        bytes += AvroValue.long(count) + AvroValue.long(packed.count) + packed + AvroFile.marker
    }

    private func packed(_ block: [UInt8]) throws -> [UInt8] {
        var random = SplitMix64(seed: 7)
        switch codec {
        case .null: return block
        case .deflate: return try Gzip.deflated(block, level: 6)
        case .snappy: return AvroFile.snappy(block)
        case .zstandard: return try Zstandard.frame(block, using: &random)
        }
    }

    /// A Snappy block of literals alone, and its checksum.
    private static func snappy(_ block: [UInt8]) -> [UInt8] {
        var length = block.count
        var result: [UInt8] = []
        while length > 0x7F {
            result.append(UInt8(length & 0x7F | 0x80))
            length >>= 7
        }
        result.append(UInt8(length))
        for start in stride(from: 0, to: block.count, by: 60) {
            let literal = block[start..<min(start + 60, block.count)]
            result += [UInt8(literal.count - 1) << 2] + literal
        }
        let checksum = UInt32(truncatingIfNeeded: crc32(0, block, UInt32(block.count)))
        return result + withUnsafeBytes(of: checksum.bigEndian) { Array($0) }
    }
}
