import CLz4
import RetraceCore

/// LZ4 frames (LZ4 Frame Format 1.6.2): any number of them, skippable ones among them; checksums are verified.
final class LZ4Decoder: FrameDecoder {
    private let reader: FileReader
    private let context: OpaquePointer
    /// Whether a frame has begun and not ended.
    private var isInsideFrame = false
    /// Input that takes the decoder to the end of a header or a block.
    private var bytesWanted = LZ4Decoder.frameStartBytes
    /// Whether the library may hold decoded bytes that there was no room for.
    private var holdsOutput = false
    /// The shortest header of a frame.
    private static let frameStartBytes = 7
    /// The header of a block, which the library's hints take in.
    private static let blockHeaderBytes = 4

    init(_ reader: FileReader) throws {
        var context: OpaquePointer?
        guard LZ4F_isError(LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))) == 0, let context else {
            throw FrameError("cannot be decompressed: out of memory")
        }
        self.reader = reader
        self.context = context
    }

    deinit { LZ4F_freeDecompressionContext(context) }

    func decode(into output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws {
        while produced < output.count, try step(output, &produced) {}
    }

    /// Decodes up to a block; false at the end of the file.
    private func step(_ output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws -> Bool {
        let pending = isInsideFrame ? try reader.pending() : try frameStart()
        if pending.isEmpty && !isInsideFrame { return false }
        // The library forgets what a call has decoded when it meets damage: no call gets more than a block, and none while
        // the block before is not all handed out.
        var read = holdsOutput ? 0 : min(pending.count, bytesWanted)
        var written = output.count - produced
        let status = LZ4F_decompress(
            context, output.baseAddress! + produced, &written, pending.baseAddress, &read, nil)
        guard LZ4F_isError(status) == 0 else { throw FrameError(explain(status)) }
        reader.consume(read)
        produced += written
        isInsideFrame = status != 0
        holdsOutput = isInsideFrame && produced == output.count
        let isPastHeader = status > LZ4Decoder.blockHeaderBytes
        bytesWanted = isPastHeader ? status - LZ4Decoder.blockHeaderBytes : max(1, status)
        if !isInsideFrame { bytesWanted = LZ4Decoder.frameStartBytes }
        if pending.isEmpty && isInsideFrame && written == 0 {
            throw FrameError("ends in the middle of an LZ4 frame, at byte \(reader.bytesRead): it was cut off")
        }
        return true
    }

    /// What stands at the start of a frame. Throws where it needs what is not there.
    private func frameStart() throws -> UnsafeRawBufferPointer {
        let head = try reader.pending(atLeast: LZ4Decoder.frameStartBytes)
        if FrameFormat(firstBytes: head) == .lz4Legacy { throw FrameError(LZ4Decoder.legacyReason) }
        // The lowest bit of the flags says that a dictionary's id follows.
        if FrameFormat(firstBytes: head) == .lz4, head.count > 4, head[4] & 1 != 0 {
            throw FrameError("needs an LZ4 dictionary, which is not supported: compress it without one")
        }
        return head
    }

    /// Why files of the format before frames are not read, in words that follow a file's name.
    static let legacyReason = "is in LZ4's legacy format, which has no checksums: compress it anew with lz4, without -l"

    private func explain(_ status: Int) -> String {
        let place = "near byte \(reader.bytesRead)"
        let name = String(cString: LZ4F_getErrorName(status))
        if name == "ERROR_frameType_unknown" { return "has something other than an LZ4 frame after one, \(place)" }
        if name.hasSuffix("hecksum_invalid") { return "has an LZ4 frame whose checksum is wrong, \(place)" }
        return "has a damaged LZ4 frame, \(place): \(name)"
    }
}
