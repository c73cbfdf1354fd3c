import CZlib

/// Makes gzip members (RFC 1952).
enum Gzip {
    /// One member, with or without a name, a comment and an extra field.
    static func member(_ bytes: [UInt8], using random: inout SplitMix64) throws -> [UInt8] {
        let flags = random.pick([0, 0, 8, 4, 8 | 16, 4 | 8 | 16])
        var header: [UInt8] = [0x1F, 0x8B, 8, UInt8(flags), 0, 0, 0, 0, 0, 255]
        if flags & 4 != 0 { header += [6, 0, UInt8(ascii: "a"), UInt8(ascii: "b"), 2, 0, 1, 2] }
        if flags & 8 != 0 { header += Array("part.jsonl".utf8) + [0] }
        if flags & 16 != 0 { header += Array("a comment".utf8) + [0] }
        let checksum = UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
        return header + (try deflated(bytes, level: Int32(random.pick([0, 1, 6, 9]))))
            + littleEndian(checksum) + littleEndian(UInt32(bytes.count))
    }

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// A deflate stream without a header.
    static func deflated(_ bytes: [UInt8], level: Int32) throws -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            throw CompressionFailure(reason: "deflateInit2 failed.")
        }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
                (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { throw CompressionFailure(reason: "deflate returned \(status).") }
        return Array(output.prefix(Int(stream.total_out)))
    }
}
