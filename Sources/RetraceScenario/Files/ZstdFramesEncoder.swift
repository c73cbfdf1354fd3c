import CZstd
import RetraceCore

/// Many Zstandard frames in a row: of any size, cut anywhere (inside lines too), with and without checksums, empty ones
/// and skippable ones among them, as tools leave behind that append to files or add indexes.
final class ZstdFramesEncoder: FileEncoder {
    private let context: OpaquePointer
    private var dice: Dice
    private var output: [UInt8] = []
    private static let frameSizeMax = 24 * 1024

    init(seed: UInt64) throws {
        guard let context = ZSTD_createCCtx() else { throw RetraceError(.software, "libzstd is out of memory.") }
        self.context = context
        dice = Dice(seed: seed)
    }

    deinit { ZSTD_freeCCtx(context) }

    func write(_ bytes: UnsafeRawBufferPointer, to sink: FileSink) throws {
        var rest = bytes
        while !rest.isEmpty {
            if dice.chance(200) { try skippable(to: sink) }
            if dice.chance(30) { try frame(UnsafeRawBufferPointer(rebasing: rest[..<rest.startIndex]), to: sink) }
            let size = min(rest.count, 1 + dice.below(Self.frameSizeMax))
            try frame(UnsafeRawBufferPointer(rebasing: rest[..<size]), to: sink)
            rest = UnsafeRawBufferPointer(rebasing: rest[size...])
        }
    }

    func finish(to sink: FileSink) throws {
        if dice.chance(500) { try skippable(to: sink) }
    }

    private func frame(_ bytes: UnsafeRawBufferPointer, to sink: FileSink) throws {
        try ZstdEncoder.set(context, ZSTD_c_checksumFlag, Int32(dice.below(2)))
        try ZstdEncoder.set(context, ZSTD_c_contentSizeFlag, Int32(dice.below(2)))
        try ZstdEncoder.set(context, ZSTD_c_compressionLevel, Int32(1 + dice.below(5)))
        let bound = ZSTD_compressBound(bytes.count)
        if output.count < bound { output = Array(repeating: 0, count: bound) }
        try output.withUnsafeMutableBytes { space in
            let size = try ZstdEncoder.check(
                ZSTD_compress2(context, space.baseAddress, space.count, bytes.baseAddress, bytes.count))
            try sink.write(UnsafeRawBufferPointer(rebasing: space[..<size]))
        }
    }

    /// Four bytes of magic (the last digit is free), four of length, then what no decoder looks at.
    private func skippable(to sink: FileSink) throws {
        let length = dice.below(40)
        var bytes: [UInt8] = [0x50 + UInt8(dice.below(16)), 0x2A, 0x4D, 0x18, UInt8(length), 0, 0, 0]
        bytes += (0..<length).map { _ in UInt8(dice.below(256)) }
        try bytes.withUnsafeBytes { try sink.write($0) }
    }
}
