import CZlib
import CZstd
import Testing

/// Takes stored files apart with the libraries' own readers.
enum Decompression {
    /// The content of a file, by what it begins with.
    static func content(_ stored: [UInt8]) throws -> [UInt8] {
        if stored.starts(with: [0x1F, 0x8B]) { return try members(stored) }
        let isFrame = stored.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        let isSkippable = stored.count >= 4 && stored[0] & 0xF0 == 0x50 && stored[1..<4] == [0x2A, 0x4D, 0x18]
        return isFrame || isSkippable ? try frames(stored) : stored
    }

    private static func frames(_ stored: [UInt8]) throws -> [UInt8] {
        var content: [UInt8] = []
        var rest = stored[...]
        while !rest.isEmpty {
            let frame = Array(rest)
            let size = ZSTD_findFrameCompressedSize(frame, frame.count)
            try #require(ZSTD_isError(size) == 0)
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            let written = ZSTD_decompress(&buffer, buffer.count, frame, size)
            try #require(ZSTD_isError(written) == 0)
            content += buffer.prefix(written)
            rest = rest.dropFirst(size)
        }
        return content
    }

    private static func members(_ stored: [UInt8]) throws -> [UInt8] {
        var (input, content) = (stored, [UInt8](repeating: 0, count: 1 << 20))
        var stream = z_stream()
        try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        defer { inflateEnd(&stream) }
        var written = 0
        let isWhole = input.withUnsafeMutableBufferPointer { source in
            content.withUnsafeMutableBufferPointer { target in
                (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
                (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
                while stream.avail_in > 0 {
                    guard inflate(&stream, Z_FINISH) == Z_STREAM_END else { return false }
                    written += Int(stream.total_out)
                    guard inflateReset(&stream) == Z_OK else { return false }
                }
                return true
            }
        }
        try #require(isWhole)
        return Array(content.prefix(written))
    }
}
