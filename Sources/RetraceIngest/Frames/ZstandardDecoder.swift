import CZstd
import RetraceCore

/// Zstandard (RFC 8878): any number of frames, skippable ones among them; checksums are verified.
final class ZstandardDecoder: FrameDecoder {
    private let reader: FileReader
    private let context: OpaquePointer
    private let windowLog: Int
    private let dictionaries: ZstandardDictionaries?
    /// The id of the dictionary that the decoder is set to; 0 for none.
    private var dictionary: UInt32 = 0
    /// Whether a frame has begun and not ended.
    private var isInsideFrame = false
    /// Input that takes the decoder to the end of a header or a block; `frameStart` says it of a frame's start.
    private var bytesWanted = 0
    /// Whether the library may hold decoded bytes that there was no room for.
    private var holdsOutput = false
    /// Enough to tell a frame from something else, and less than a whole one.
    private static let frameStartBytes = 5
    /// The longest header of a frame.
    private static let frameHeaderBytesMax = 18
    /// `ZSTD_CONTENTSIZE_ERROR`, which Swift doesn't see: there is no header, or less than a whole one.
    private static let contentSizeError = UInt64.max - 1

    init(_ reader: FileReader, windowLog: Int, dictionaries: ZstandardDictionaries?) throws {
        guard let context = ZSTD_createDCtx() else { throw FrameError("cannot be decompressed: out of memory") }
        self.reader = reader
        self.context = context
        self.windowLog = windowLog
        self.dictionaries = dictionaries
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(windowLog))
    }

    deinit { ZSTD_freeDCtx(context) }

    func decode(into output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws {
        while produced < output.count, try step(output, &produced) {}
    }

    /// Decodes up to a block; false at the end of the file.
    private func step(_ output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws -> Bool {
        let pending = isInsideFrame ? try reader.pending() : try frameStart()
        if pending.isEmpty && !isInsideFrame { return false }
        // The library forgets what a call has decoded when it meets damage: no call gets more than a block, and none while
        // the block before is not all handed out.
        let size = holdsOutput ? 0 : min(pending.count, bytesWanted)
        var input = ZSTD_inBuffer(src: pending.baseAddress, size: size, pos: 0)
        var out = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: produced)
        let status = ZSTD_decompressStream(context, &out, &input)
        reader.consume(input.pos)
        let written = out.pos - produced
        produced = out.pos
        guard ZSTD_isError(status) == 0 else { throw FrameError(explain(ZSTD_getErrorCode(status))) }
        isInsideFrame = status != 0
        holdsOutput = isInsideFrame && produced == output.count
        // What the library asks for takes in the header of the next block, which may be damaged.
        bytesWanted = status > 3 ? status - 3 : status
        if pending.isEmpty && isInsideFrame && written == 0 {
            throw FrameError("ends in the middle of a Zstandard frame, at byte \(reader.bytesRead): it was cut off")
        }
        return true
    }

    /// What stands at the start of a frame, for which the decoder is set to the dictionary that its header names.
    private func frameStart() throws -> UnsafeRawBufferPointer {
        let head = try reader.pending(atLeast: ZstandardDecoder.frameHeaderBytesMax)
        // The library also reads frames older than the format's first version, and looks for one wherever a header turns
        // out to be wrong: it gets none of these, and a wrong header as a whole.
        guard head.count < 4 || FrameFormat(firstBytes: head) == .zstandard else {
            throw FrameError(explain(ZSTD_error_prefix_unknown))
        }
        let isWrong = ZSTD_getFrameContentSize(head.baseAddress, head.count) == ZstandardDecoder.contentSizeError
        bytesWanted = isWrong ? ZstandardDecoder.frameHeaderBytesMax : ZstandardDecoder.frameStartBytes
        let wanted = ZSTD_getDictID_fromFrame(head.baseAddress, head.count)
        guard wanted != dictionary else { return head }
        let table = dictionaries?.table(wanted)
        guard table != nil || wanted == 0 else {
            throw FrameError(
                "needs the Zstandard dictionary with the id \(wanted), near byte \(reader.bytesRead): give its file with "
                    + "--dictionary")
        }
        ZSTD_DCtx_refDDict(context, table)
        dictionary = wanted
        return head
    }

    private func explain(_ error: ZSTD_ErrorCode) -> String {
        let place = "near byte \(reader.bytesRead)"
        switch error {
        case ZSTD_error_frameParameter_windowTooLarge:
            return "needs a Zstandard window over 2^\(windowLog) bytes, \(place): allow it with --window-log"
        case ZSTD_error_checksum_wrong:
            return "has a Zstandard frame whose checksum is wrong, \(place)"
        case ZSTD_error_prefix_unknown:
            return "has something other than a Zstandard frame after one, \(place)"
        default:
            return "has a damaged Zstandard frame, \(place): \(String(cString: ZSTD_getErrorString(error)))"
        }
    }
}
