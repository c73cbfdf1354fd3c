import CZlib
import RetraceCore

/// gzip (RFC 1952): any number of members; checksums and lengths are verified.
final class GzipDecoder: FrameDecoder {
    private let reader: FileReader
    private var stream = z_stream()
    private var isInsideMember = false
    private(set) var salvaged = 0

    init(_ reader: FileReader) throws {
        self.reader = reader
        // 16 + 15: a gzip header, the largest window.
        guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw FrameError("cannot be decompressed: out of memory")
        }
    }

    deinit { inflateEnd(&stream) }

    func decode(into output: UnsafeMutableRawBufferPointer) throws -> Int {
        stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(clamping: output.count)
        let capacity = Int(stream.avail_out)
        salvaged = 0
        do {
            while stream.avail_out > 0, try step() {}
        } catch {
            salvaged = capacity - Int(stream.avail_out)
            throw error
        }
        return capacity - Int(stream.avail_out)
    }

    /// Decodes some bytes; false at the end of the file.
    private func step() throws -> Bool {
        let pending = try reader.pending()
        if pending.isEmpty && !isInsideMember { return false }
        let available = UInt32(clamping: pending.count)
        stream.next_in = UnsafeMutablePointer(mutating: pending.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = available
        isInsideMember = true
        // At the end of a file that was cut off, the library may still hold what there was no room for.
        let room = stream.avail_out
        let status = inflate(&stream, Z_NO_FLUSH)
        reader.consume(Int(available - stream.avail_in))
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
