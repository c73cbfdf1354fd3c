import CZstd
import RetraceCore

/// One Zstandard frame with a checksum, level 3, streamed.
final class ZstdEncoder: FileEncoder {
    private let context: OpaquePointer
    private var output = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())

    static let level: Int32 = 3
    private static let windowLogRange = 17...21

    /// A frame for about `expectedBytes` bytes: a small file needs no large window.
    init(expectedBytes: Double) throws {
        guard let context = ZSTD_createCCtx() else { throw ZstdEncoder.failure("out of memory") }
        self.context = context
        let log = Int(expectedBytes.bitWidthOfMagnitude)
        let window = min(max(log, Self.windowLogRange.lowerBound), Self.windowLogRange.upperBound)
        try ZstdEncoder.set(context, ZSTD_c_compressionLevel, Self.level)
        try ZstdEncoder.set(context, ZSTD_c_checksumFlag, 1)
        try ZstdEncoder.set(context, ZSTD_c_windowLog, Int32(window))
    }

    deinit { ZSTD_freeCCtx(context) }

    func write(_ bytes: UnsafeRawBufferPointer, to sink: FileSink) throws {
        try compress(bytes, ZSTD_e_continue, to: sink)
    }

    func finish(to sink: FileSink) throws {
        try compress(UnsafeRawBufferPointer(start: nil, count: 0), ZSTD_e_end, to: sink)
    }

    private func compress(_ bytes: UnsafeRawBufferPointer, _ mode: ZSTD_EndDirective, to sink: FileSink) throws {
        var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        try output.withUnsafeMutableBytes { space in
            while true {
                var target = ZSTD_outBuffer(dst: space.baseAddress, size: space.count, pos: 0)
                let left = try ZstdEncoder.check(ZSTD_compressStream2(context, &target, &input, mode))
                try sink.write(UnsafeRawBufferPointer(rebasing: space[..<target.pos]))
                if mode == ZSTD_e_end ? left == 0 : input.pos == input.size { return }
            }
        }
    }

    static func set(_ context: OpaquePointer, _ parameter: ZSTD_cParameter, _ value: Int32) throws {
        _ = try check(ZSTD_CCtx_setParameter(context, parameter, value))
    }

    /// Passes a result on, or throws what it says went wrong.
    static func check(_ result: Int) throws -> Int {
        guard ZSTD_isError(result) == 0 else { throw failure(String(cString: ZSTD_getErrorName(result))) }
        return result
    }

    private static func failure(_ reason: String) -> RetraceError {
        RetraceError(.software, "libzstd failed while compressing: \(reason)")
    }
}

extension Double {
    /// Bits that the whole part needs; 0 for values below 1.
    fileprivate var bitWidthOfMagnitude: Int {
        let whole = UInt64(Swift.min(Swift.max(self, 0), 1e18))
        return UInt64.bitWidth - whole.leadingZeroBitCount
    }
}
