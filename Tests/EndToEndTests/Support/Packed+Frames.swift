import CLz4
import CZstd
import Foundation

extension Packed {
    /// One LZ4 frame with checksums of blocks and content; `isLinked`: each block builds on the one before.
    static func lz4(_ text: String, isLinked: Bool = true) -> [UInt8] {
        var preferences = LZ4F_preferences_t()
        preferences.frameInfo.blockSizeID = LZ4F_max64KB
        preferences.frameInfo.blockMode = isLinked ? LZ4F_blockLinked : LZ4F_blockIndependent
        preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled
        preferences.frameInfo.blockChecksumFlag = LZ4F_blockChecksumEnabled
        let bytes = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: LZ4F_compressFrameBound(bytes.count, &preferences))
        let size = LZ4F_compressFrame(&output, output.count, bytes, bytes.count, &preferences)
        precondition(LZ4F_isError(size) == 0)
        return Array(output.prefix(size))
    }

    /// A Zstandard dictionary with the given id, made from lines.
    static func dictionary(_ lines: [String], id: UInt32) -> [UInt8] {
        let samples = lines.flatMap { Array($0.utf8) }
        let sizes = lines.map { $0.utf8.count }
        var parameters = ZDICT_params_t()
        parameters.dictID = id
        var output = [UInt8](repeating: 0, count: 64 << 10)
        let content = Array(samples.suffix(4096))
        let size = ZDICT_finalizeDictionary(
            &output, output.count, content, content.count, samples, sizes, UInt32(sizes.count), parameters)
        precondition(ZDICT_isError(size) == 0)
        return Array(output.prefix(size))
    }

    /// One Zstandard frame that can be read with a dictionary only.
    static func zstandard(_ text: String, dictionary: [UInt8]) -> [UInt8] {
        let bytes = Array(text.utf8)
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        ZSTD_CCtx_loadDictionary(context, dictionary, dictionary.count)
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let size = ZSTD_compress2(context, &output, output.count, bytes, bytes.count)
        precondition(ZSTD_isError(size) == 0)
        return Array(output.prefix(size))
    }
}
