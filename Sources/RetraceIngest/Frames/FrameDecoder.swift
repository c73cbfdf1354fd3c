import RetraceCore

/// The decompressed bytes of one file.
protocol FrameDecoder: AnyObject {
    /// Writes bytes to `output`, behind those that are `produced` already, and counts them there; none at the end of the file.
    ///
    /// Throws ``FrameError`` at damage; what it wrote before that is counted too.
    func decode(into output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws
}

/// How a file is stored, by its first bytes.
enum FrameFormat {
    case zstandard
    case gzip
    case lz4
    /// What LZ4 had before frames; recognised to say so.
    case lz4Legacy
    case plain

    /// Magic numbers: RFC 8878, sections 3.1.1 and 3.1.2 (skippable frames, which LZ4 has too: what begins with one is taken
    /// as Zstandard); RFC 1952, section 2.3.1; LZ4 Frame Format 1.6.2, sections "General Structure" and "Legacy frame".
    init(firstBytes bytes: UnsafeRawBufferPointer) {
        let start = Array(bytes.prefix(4))
        if start == [0x28, 0xB5, 0x2F, 0xFD]
            || (start.count == 4 && start[0] & 0xF0 == 0x50 && start[1...] == [0x2A, 0x4D, 0x18])
        {
            self = .zstandard
        } else if start.prefix(2) == [0x1F, 0x8B] {
            self = .gzip
        } else if start == [0x04, 0x22, 0x4D, 0x18] {
            self = .lz4
        } else if start == [0x02, 0x21, 0x4C, 0x18] {
            self = .lz4Legacy
        } else {
            self = .plain
        }
    }

    /// A decoder for `reader`, which stands at the start of its file.
    func makeDecoder(
        _ reader: FileReader, windowLog: Int, dictionaries: ZstandardDictionaries?
    ) throws -> any FrameDecoder {
        switch self {
        case .zstandard: try ZstandardDecoder(reader, windowLog: windowLog, dictionaries: dictionaries)
        case .lz4: try LZ4Decoder(reader)
        case .lz4Legacy: throw FrameError(LZ4Decoder.legacyReason)
        case .gzip: try GzipDecoder(reader)
        case .plain: PlainDecoder(reader)
        }
    }
}

/// A file that is not compressed.
final class PlainDecoder: FrameDecoder {
    private let reader: FileReader

    init(_ reader: FileReader) { self.reader = reader }

    func decode(into output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws {
        let pending = try reader.pending()
        let count = min(pending.count, output.count - produced)
        UnsafeMutableRawBufferPointer(rebasing: output[produced...]).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: pending[..<count]))
        reader.consume(count)
        produced += count
    }
}
