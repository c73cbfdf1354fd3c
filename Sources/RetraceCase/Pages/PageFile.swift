import Glibc
import RetraceCore
import RetraceHost

/// A database file that pages are written to directly, while no connection is open. Thread-safe.
final class PageFile: Sendable {
    private let file: OpenFile
    /// The name of the case, for errors.
    private let path: String
    /// Pages that SQLite had made.
    let pageCount: UInt32

    /// Where the head of the file says what (section 1.3).
    private enum Offset {
        static let pageBytes = 16
        static let reservedBytes = 20
        static let pageCount = 28
        static let schemaFormat = 44
        static let encoding = 56
    }

    /// Takes a file that SQLite has made with ``PageFormat/pageBytes``. Throws ``RetraceCore/RetraceError``: `software` when
    /// it made another kind of file.
    init(_ caseFile: CaseFile) throws {
        let file = caseFile.file
        self.file = file
        path = caseFile.path
        var head = [UInt8](repeating: 0, count: 100)
        try PageFile.translate(path) { _ = try head.withUnsafeMutableBytes { try file.read(at: 0, into: $0) } }
        func number(_ offset: Int, _ bytes: Int) -> Int {
            head[offset..<offset + bytes].reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(Offset.pageBytes, 2) == PageFormat.pageBytes, number(Offset.reservedBytes, 1) == 0,
            number(Offset.schemaFormat, 4) == 4, number(Offset.encoding, 4) == 1
        else {
            throw RetraceError(
                .software,
                "The system's SQLite makes files of another kind than expected. This is a bug: please report it.")
        }
        pageCount = UInt32(number(Offset.pageCount, 4))
    }

    /// Bytes of the file when it has so many pages.
    static func bytes(pages: UInt32) -> Int { Int(pages) * PageFormat.pageBytes }

    /// Reads bytes that have been written.
    func read(at offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws {
        try PageFile.translate(path) {
            guard try file.read(at: offset, into: bytes) == bytes.count else { throw HostError(.read, EIO) }
        }
    }

    /// Writes bytes at an offset, and has the system begin to bring them to the disk.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        try PageFile.translate(path) { try file.write(bytes, at: offset) }
        file.beginSync(from: offset, count: bytes.count)
    }

    /// Writes pages as ``write(_:at:)`` does.
    func write(_ writes: [PageLayout.Write]) throws {
        for write in writes {
            try self.write(write.block.bytes(write.pages), at: PageFile.bytes(pages: write.number - 1))
        }
    }

    /// Tells the file how many pages it has.
    func setPageCount(_ count: UInt32) throws {
        try PageFile.translate(path) {
            try withUnsafeBytes(of: count.bigEndian) { try file.write($0, at: Offset.pageCount) }
        }
    }

    private static func translate(_ path: String, _ body: () throws -> Void) throws {
        do { try body() } catch let error as HostError {
            throw RetraceError(.inputOutput, "The case '\(path)' cannot be written: \(error).")
        }
    }
}
