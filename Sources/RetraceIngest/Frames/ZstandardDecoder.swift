import CZstd
import RetraceCore

/// Zstandard (RFC 8878): any number of frames, skippable ones among them; checksums are verified.
final class ZstandardDecoder: FrameDecoder {
    private let reader: FileReader
    private let context: OpaquePointer
    private let windowLog: Int
    /// Whether a frame has begun and not ended.
    private var isInsideFrame = false
    /// Input that takes the decoder to the end of a header or a block.
    private var bytesWanted = ZstandardDecoder.frameStartBytes
    private(set) var salvaged = 0
    /// Enough to tell a frame from something else, and less than a whole one.
    private static let frameStartBytes = 5

    init(_ reader: FileReader, windowLog: Int) throws {
        guard let context = ZSTD_createDCtx() else { throw FrameError("cannot be decompressed: out of memory") }
        self.reader = reader
        self.context = context
        self.windowLog = windowLog
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(windowLog))
    }

    deinit { ZSTD_freeDCtx(context) }

    func decode(into output: UnsafeMutableRawBufferPointer) throws -> Int {
        var out = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        salvaged = 0
        while out.pos < out.size {
            let pending = try pendingOrSalvage(out.pos)
            if pending.isEmpty && !isInsideFrame { break }
            // The library forgets what a call has decoded when it meets damage: no call gets more than a block.
            var input = ZSTD_inBuffer(src: pending.baseAddress, size: min(pending.count, bytesWanted), pos: 0)
            let produced = out.pos
            let status = ZSTD_decompressStream(context, &out, &input)
            reader.consume(input.pos)
            guard ZSTD_isError(status) == 0 else {
                salvaged = out.pos
                throw FrameError(explain(status))
            }
            isInsideFrame = status != 0
            // What the library asks for takes in the header of the next block, which may be damaged.
            bytesWanted = isInsideFrame ? (status > 3 ? status - 3 : status) : ZstandardDecoder.frameStartBytes
            if pending.isEmpty && isInsideFrame && out.pos == produced {
                salvaged = out.pos
                throw FrameError("ends in the middle of a Zstandard frame, at byte \(reader.bytesRead): it was cut off")
            }
        }
        return out.pos
    }

    private func pendingOrSalvage(_ produced: Int) throws -> UnsafeRawBufferPointer {
        do {
            return try reader.pending()
        } catch {
            salvaged = produced
            throw error
        }
    }

    private func explain(_ status: Int) -> String {
        let place = "near byte \(reader.bytesRead)"
        switch ZSTD_getErrorCode(status) {
        case ZSTD_error_frameParameter_windowTooLarge:
            return "needs a Zstandard window over 2^\(windowLog) bytes, \(place): allow it with --window-log"
        case ZSTD_error_checksum_wrong:
            return "has a Zstandard frame whose checksum is wrong, \(place)"
        case ZSTD_error_prefix_unknown:
            return "has something other than a Zstandard frame after one, \(place)"
        default:
            return "has a damaged Zstandard frame, \(place): \(String(cString: ZSTD_getErrorName(status)))"
        }
    }
}
