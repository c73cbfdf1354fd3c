import CZstd
import Glibc
import RetraceCore
import RetraceHost

/// Where a spilled piece of a partition lies. Reading it is thread-safe.
struct SpillExtent: Sendable {
    let file: SpillFile
    let offset: Int
    let storedBytes: Int
    let bytes: Int
    /// Of the bytes as stored, XXH3 (64 bits): what comes back must be what was written.
    let checksum: UInt64
}

/// A temporary file of one writer. It has no name from the moment it exists, so nothing is left behind however the program
/// ends, until a checkpoint gives it one. Appended to by one thread; extents already written may be read by any.
final class SpillFile: @unchecked Sendable {
    // Unchecked: only the writer touches what changes.
    private let file: OpenFile
    private let folder: String
    private var length = 0
    private let context: OpaquePointer
    private var compressed: [UInt8] = []

    /// Creates the file in `folder`. Throws ``RetraceError`` of kind `inputOutput`.
    convenience init(folder: String) throws {
        let file: OpenFile
        do {
            file = try OpenFile.nameless(in: folder)
        } catch {
            throw SpillFile.failure("A temporary file cannot be created in '\(folder)'", error)
        }
        try self.init(file, folder: folder)
    }

    /// Opens a file that was kept, to be read. Throws ``RetraceError`` of kind `inputOutput`.
    convenience init(keptAt path: String, folder: String) throws {
        let file: OpenFile
        do {
            file = try OpenFile.reading(Array(path.utf8CString))
        } catch {
            throw RetraceError(
                .inputOutput,
                "'\(path)', which belongs to a checkpoint, cannot be opened: \(error). Replay without --resume to start anew."
            )
        }
        try self.init(file, folder: folder)
    }

    private init(_ file: OpenFile, folder: String) throws {
        self.file = file
        self.folder = folder
        guard let context = ZSTD_createCCtx() else {
            throw RetraceError(.temporary, "Out of memory: lower --memory or --threads.")
        }
        self.context = context
        // Hashes make up most of a record and can't be compressed: the fastest level finds the rest as well.
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, -3)
    }

    deinit { ZSTD_freeCCtx(context) }

    /// Gives the file a name that nothing has, and waits until all of it is on the disk. Throws ``RetraceError`` of kind
    /// `inputOutput`.
    func keep(at path: String) throws {
        do {
            try file.keep(at: Array(path.utf8CString), length: length)
        } catch {
            throw SpillFile.failure("'\(path)' cannot be written", error)
        }
    }

    private static func failure(_ what: String, _ error: HostError) -> RetraceError {
        RetraceError(
            .inputOutput,
            "\(what): \(error). Free some space, or choose another folder with TMPDIR or --work-dir."
        )
    }

    /// Compresses and writes the chunks of one partition. Throws ``RetraceError`` of kind `inputOutput`.
    func append(_ chunks: [Chunk]) throws -> SpillExtent {
        let bytes = chunks.reduce(0) { $0 + $1.count }
        let bound = ZSTD_compressBound(bytes)
        if compressed.count < bound { compressed = [UInt8](repeating: 0, count: bound) }
        let stored = compressed.withUnsafeMutableBytes { compress(chunks, bytes: bytes, into: $0) }
        let checksum = compressed.withUnsafeBytes { TextHash.of(UnsafeRawBufferPointer(rebasing: $0[..<stored])) }
        try compressed.withUnsafeBytes { try write(UnsafeRawBufferPointer(rebasing: $0[..<stored])) }
        defer { length += stored }
        return SpillExtent(file: self, offset: length, storedBytes: stored, bytes: bytes, checksum: checksum)
    }

    private func compress(_ chunks: [Chunk], bytes: Int, into output: UnsafeMutableRawBufferPointer) -> Int {
        ZSTD_CCtx_reset(context, ZSTD_reset_session_only)
        ZSTD_CCtx_setPledgedSrcSize(context, UInt64(bytes))
        var out = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        for (number, chunk) in chunks.enumerated() {
            var input = ZSTD_inBuffer(src: chunk.base, size: chunk.count, pos: 0)
            let isLast = number == chunks.count - 1
            let status = ZSTD_compressStream2(context, &out, &input, isLast ? ZSTD_e_end : ZSTD_e_continue)
            // The output holds the bound for all of the input, so that one call takes each chunk whole.
            precondition(ZSTD_isError(status) == 0 && input.pos == input.size)
        }
        return out.pos
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        do {
            try file.write(bytes, at: length)
        } catch {
            throw SpillFile.failure("A temporary file in '\(folder)' cannot be written", error)
        }
    }

    /// Reads an extent back into `output`, which has room for `extent.bytes`. Throws ``RetraceError`` of kind `inputOutput`.
    func read(_ extent: SpillExtent, into output: UnsafeMutableRawBufferPointer) throws {
        let stored = UnsafeMutableRawBufferPointer(
            start: HostMemory.allocate(extent.storedBytes), count: extent.storedBytes)
        defer { stored.deallocate() }
        do throws(HostError) {
            let count = try file.read(at: extent.offset, into: stored)
            guard count == stored.count else { throw HostError(.read, EIO) }
        } catch {
            throw SpillFile.failure("A temporary file in '\(folder)' cannot be read", error)
        }
        let size = ZSTD_decompress(output.baseAddress, output.count, stored.baseAddress, stored.count)
        guard TextHash.of(UnsafeRawBufferPointer(stored)) == extent.checksum, size == extent.bytes else {
            throw RetraceError(.inputOutput, "A temporary file in '\(folder)' does not hold what was written to it.")
        }
    }
}
