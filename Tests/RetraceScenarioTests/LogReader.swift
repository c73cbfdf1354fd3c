import CZlib
import CZstd
import Foundation

/// Reads log files back, whatever they are packed in, without any of the code that wrote them.
enum LogReader {
    /// Paths of all files below a folder, relative to it, sorted.
    static func files(below root: URL) -> [String] {
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return paths.sorted().filter { path in
            var isFolder: ObjCBool = false
            let full = root.appendingPathComponent(path).path
            return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    /// A file's bytes, unpacked.
    static func unpacked(_ file: URL) throws -> [UInt8] {
        let bytes = [UInt8](try Data(contentsOf: file))
        if bytes.starts(with: [0x1F, 0x8B]) { return inflated(bytes) }
        let isSkippable = bytes.count > 4 && (0x50...0x5F).contains(bytes[0]) && bytes[1...3] == [0x2A, 0x4D, 0x18]
        if isSkippable || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return decompressed(bytes) }
        return bytes
    }

    /// Lines that hold anything but white space, without their ends.
    static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return body.split(separator: 0x0A).map(Array.init).filter { line in
            line.contains { ![0x20, 0x09, 0x0D].contains($0) }
        }
    }

    private static func decompressed(_ bytes: [UInt8]) -> [UInt8] {
        let context = ZSTD_createDCtx()
        defer { ZSTD_freeDCtx(context) }
        var (result, space) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
        bytes.withUnsafeBytes { source in
            space.withUnsafeMutableBytes { target in
                var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
                var isFull = false
                while input.pos < input.size || isFull {
                    var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
                    guard ZSTD_isError(ZSTD_decompressStream(context, &output, &input)) == 0 else { return }
                    result += target[..<output.pos]
                    isFull = output.pos == output.size
                }
            }
        }
        return result
    }

    private static func inflated(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { inflateEnd(&stream) }
        var (input, result, space) = (bytes, [UInt8](), [UInt8](repeating: 0, count: 1 << 16))
        input.withUnsafeMutableBufferPointer { source in
            space.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                while true {
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    result += target[..<(target.count - Int(stream.avail_out))]
                    if status == Z_STREAM_END, stream.avail_in > 0 {
                        inflateReset(&stream)
                    } else if status != Z_OK {
                        return
                    }
                }
            }
        }
        return result
    }
}
