import CZstd

/// Makes Zstandard frames (RFC 8878).
enum Zstandard {
    /// One frame, with or without its content's size and checksum.
    static func frame(_ bytes: [UInt8], using random: inout SplitMix64) throws -> [UInt8] {
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(random.pick([-5, 1, 3, 19])))
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, random.chance(50) ? 1 : 0)
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, random.chance(50) ? 1 : 0)
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let size = ZSTD_compress2(context, &output, output.count, bytes, bytes.count)
        guard ZSTD_isError(size) == 0 else {
            throw CompressionFailure(reason: String(cString: ZSTD_getErrorName(size)))
        }
        return Array(output.prefix(size))
    }

    /// A frame that a reader skips; it may hold anything, what looks like a line included.
    static func skippableFrame(using random: inout SplitMix64) -> [UInt8] {
        let content = Array(random.pick(["", "skip me", "{\"ts\":1}\n", "\n\n"]).utf8)
        let magic = [0x50 | UInt8(random.number(0...15)), 0x2A, 0x4D, 0x18]
        return magic + [UInt8(content.count), 0, 0, 0] + content
    }
}
