import CZlib
import RetraceCore

/// Gzip members in a row, cut anywhere.
final class GzipEncoder: FileEncoder {
    private var dice: Dice
    private var output = [UInt8](repeating: 0, count: 64 * 1024)
    private static let memberSizeMax = 200 * 1024
    /// 15 bits of window, and 16 for the gzip header.
    private static let windowBits: Int32 = 15 + 16

    init(seed: UInt64) { dice = Dice(seed: seed) }

    func write(_ bytes: UnsafeRawBufferPointer, to sink: FileSink) throws {
        var rest = bytes
        while !rest.isEmpty {
            let size = min(rest.count, 1 + dice.below(Self.memberSizeMax))
            try member(UnsafeRawBufferPointer(rebasing: rest[..<size]), to: sink)
            rest = UnsafeRawBufferPointer(rebasing: rest[size...])
        }
    }

    func finish(to sink: FileSink) throws {}

    private func member(_ bytes: UnsafeRawBufferPointer, to sink: FileSink) throws {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        let status = deflateInit2_(
            &stream, 5, Z_DEFLATED, Self.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard status == Z_OK else { throw RetraceError(.software, "zlib failed to start: \(status)") }
        defer { deflateEnd(&stream) }
        let source = bytes.bindMemory(to: UInt8.self)
        // zlib reads through this pointer only, whatever its type says.
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(source.count)
        try output.withUnsafeMutableBufferPointer { space in
            var status = Z_OK
            while status != Z_STREAM_END {
                stream.next_out = space.baseAddress
                stream.avail_out = UInt32(space.count)
                status = deflate(&stream, Z_FINISH)
                guard status == Z_OK || status == Z_STREAM_END else {
                    throw RetraceError(.software, "zlib failed while compressing: \(status)")
                }
                let made = space.count - Int(stream.avail_out)
                try sink.write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(space)[..<made]))
            }
        }
    }
}
