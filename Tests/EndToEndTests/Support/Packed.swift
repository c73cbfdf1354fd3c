import CZstd
import RetraceTestSupport

/// Makes compressed bytes, whole ones and damaged ones.
enum Packed {
    /// One Zstandard frame, with a checksum unless told otherwise.
    static func zstandard(_ text: String, checksum: Bool = true) -> [UInt8] {
        let bytes = Array(text.utf8)
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, checksum ? 1 : 0)
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let size = ZSTD_compress2(context, &output, output.count, bytes, bytes.count)
        precondition(ZSTD_isError(size) == 0)
        return Array(output.prefix(size))
    }

    /// A frame by hand (RFC 8878, section 3.1.1): one raw block, a window of 2^`windowLog` bytes, no size, no checksum.
    static func zstandard(_ text: String, windowLog: UInt8) -> [UInt8] {
        let bytes = Array(text.utf8)
        let header = UInt32(bytes.count) << 3 | 1
        return [0x28, 0xB5, 0x2F, 0xFD, 0, (windowLog - 10) << 3]
            + [0, 8, 16].map { UInt8(truncatingIfNeeded: header >> UInt32($0)) } + bytes
    }

    /// A skippable frame (RFC 8878, section 3.1.2).
    static func skippable(_ text: String) -> [UInt8] {
        [0x53, 0x2A, 0x4D, 0x18, UInt8(text.utf8.count), 0, 0, 0] + Array(text.utf8)
    }

    /// One gzip member.
    static func gzip(_ text: String) throws -> [UInt8] { try gzip(Array(text.utf8)) }

    /// One gzip member.
    static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        var random = SplitMix64(seed: 1)
        return try Container.gzip.wrap(bytes, using: &random)
    }
}
