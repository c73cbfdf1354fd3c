import CZstd
import RetraceTestSupport

/// Compressed bytes for tests that damage them: the same ones every time.
enum Frames {
    /// A Zstandard frame with a checksum, which is its last four bytes.
    static func zstandard(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let size = ZSTD_compress2(context, &output, output.count, bytes, bytes.count)
        precondition(ZSTD_isError(size) == 0)
        return Array(output.prefix(size))
    }

    /// A gzip member; its last eight bytes are checksum and length.
    static func gzip(_ text: String) throws -> [UInt8] {
        var random = SplitMix64(seed: 1)
        return try Container.gzip.wrap(Array(text.utf8), using: &random)
    }

    /// A skippable frame (RFC 8878, section 3.1.2).
    static func skippable(_ content: String) -> [UInt8] {
        let bytes = Array(content.utf8)
        return [0x50, 0x2A, 0x4D, 0x18, UInt8(bytes.count), 0, 0, 0] + bytes
    }

    /// A Zstandard frame of one block stored as it is, that asks for a window of 2 to the power of `windowLog`.
    static func stored(_ text: String, windowLog: Int) -> [UInt8] {
        let bytes = Array(text.utf8)
        return header(windowLog: windowLog) + block(type: 0, size: bytes.count, isLast: true) + bytes
    }

    /// A Zstandard frame that holds `count` times 128 KiB of line feeds in four bytes each: small, and long to read.
    static func lineFeeds(blocks count: Int) -> [UInt8] {
        header(windowLog: 17)
            + (1...count).flatMap { block(type: 1, size: 1 << 17, isLast: $0 == count) + [0x0A] }
    }

    /// Magic number, a descriptor of all zeros, the window's size (section 3.1.1.1).
    private static func header(windowLog: Int) -> [UInt8] {
        [0x28, 0xB5, 0x2F, 0xFD, 0, UInt8(windowLog - 10) << 3]
    }

    /// A block's header (section 3.1.1.2): raw is type 0, a repeated byte type 1.
    private static func block(type: Int, size: Int, isLast: Bool) -> [UInt8] {
        let word = (isLast ? 1 : 0) | type << 1 | size << 3
        return [0, 8, 16].map { UInt8(truncatingIfNeeded: word >> $0) }
    }
}
