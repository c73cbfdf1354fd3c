/// One file of a stream: lines in, batch by batch, file out.
final class LogFile {
    /// Lines that wait.
    let batch: LineBatch
    /// Bytes of lines so far, uncompressed.
    private(set) var bytes: UInt64 = 0
    private let sink: FileSink
    private let encoder: any FileEncoder
    private let style: FileStyle
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(path: String, encoder: any FileEncoder, batch: LineBatch, style: FileStyle) throws {
        sink = try FileSink(path: path)
        self.encoder = encoder
        self.batch = batch
        self.style = style
    }

    /// Passes waiting lines on, if there are enough or this is the end. `scratch` is reused between files.
    func flush(_ scratch: inout [UInt8], isLast: Bool) throws {
        guard batch.isFull || isLast && !batch.isEmpty else { return }
        let isFirst = bytes == 0
        try batch.drain(&scratch) { lines in
            if isFirst, style.hasByteOrderMark { try Self.byteOrderMark.withUnsafeBytes { try write($0) } }
            let cut = isLast && style.endsWithoutLineFeed && lines.last == 0x0A ? 1 : 0
            try write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(lines)[..<(lines.count - cut)]))
        }
    }

    private func write(_ piece: UnsafeRawBufferPointer) throws {
        bytes += UInt64(piece.count)
        try encoder.write(piece, to: sink)
    }

    /// Ends the file. Returns its size on disk.
    func close(_ scratch: inout [UInt8]) throws -> UInt64 {
        try flush(&scratch, isLast: true)
        try encoder.finish(to: sink)
        try sink.close()
        return sink.count
    }
}
