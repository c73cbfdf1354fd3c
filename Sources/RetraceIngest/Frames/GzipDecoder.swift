import CZlib
import RetraceCore

/// gzip (RFC 1952): any number of members; checksums and lengths are verified.
final class GzipDecoder: FrameDecoder {
    private let reader: FileReader
    private var stream = z_stream()
    private var isInsideMember = false

    init(_ reader: FileReader) throws {
        self.reader = reader
        // 16 + 15: a gzip header, the largest window.
        guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw FrameError("cannot be decompressed: out of memory")
        }
    }

    deinit { inflateEnd(&stream) }

    func decode(into output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws {
        while produced < output.count, try step(output, &produced) {}
    }

    /// Decodes some bytes; false at the end of the file.
    private func step(_ output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws -> Bool {
        let pending = try reader.pending()
        if pending.isEmpty && !isInsideMember { return false }
        let available = UInt32(clamping: pending.count)
        stream.next_in = UnsafeMutablePointer(mutating: pending.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = available
        isInsideMember = true
        let room = UInt32(clamping: output.count - produced)
        stream.next_out = (output.baseAddress! + produced).assumingMemoryBound(to: UInt8.self)
        stream.avail_out = room
        // At the end of a file that was cut off, the library may still hold what there was no room for.
        let status = inflate(&stream, Z_NO_FLUSH)
        reader.consume(Int(available - stream.avail_in))
        produced += Int(room - stream.avail_out)
        if pending.isEmpty && stream.avail_out == room && (status == Z_OK || status == Z_BUF_ERROR) {
            throw FrameError("ends in the middle of a gzip member, at byte \(reader.bytesRead): it was cut off")
        }
        switch status {
        case Z_STREAM_END:
            isInsideMember = false
            inflateReset(&stream)
        case Z_OK, Z_BUF_ERROR:
            break
        default:
            let message = stream.msg.map { String(cString: $0) } ?? "error \(status)"
            throw FrameError("has a damaged gzip member, near byte \(reader.bytesRead): \(message)")
        }
        return true
    }
}
