import RetraceCore
import RetraceHost

/// Standard input, or a named pipe: what can be read but once. Thread-safe.
///
/// Every stream is read in one pass of a run, so nothing has to be kept of a pipe that feeds one stream. One that feeds
/// several is copied to a temporary file, as it comes, by the first stream that wants it.
public final class InputPipe: Hashable, Sendable {
    /// Zero-terminated; nil for standard input.
    private let path: [CChar]?
    /// Where the copy is made; nil where a single stream reads.
    private let spoolFolder: String?
    private let isStopped: @Sendable () -> Bool
    private let spool = Lock<SpoolSource.Spool?>(nil)
    private static let pieceBytes = 1 << 20

    init(path: [CChar]?, spoolFolder: String?, isStopped: @escaping @Sendable () -> Bool) {
        self.path = path
        self.spoolFolder = spoolFolder
        self.isStopped = isStopped
    }

    /// The bytes. Throws ``FrameError`` when the pipe can't be opened, ``RetraceCore/RetraceError`` of kind `inputOutput` when
    /// the copy can't be written.
    func open() throws -> any ByteSource {
        guard let spoolFolder else { return try openOnce() }
        let copy = try spool.withLock { kept in
            let copy = try kept ?? makeCopy(in: spoolFolder)
            kept = copy
            return copy
        }
        return SpoolSource(copy)
    }

    private func openOnce() throws -> PipeSource {
        do {
            return PipeSource(try path.map(OpenFile.reading) ?? OpenFile.standardInput, isStopped: isStopped)
        } catch {
            throw FrameError("cannot be opened: \(error)")
        }
    }

    private func makeCopy(in folder: String) throws -> SpoolSource.Spool {
        let source = try openOnce()
        do {
            var copy = SpoolSource.Spool(file: try OpenFile.nameless(in: folder))
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: InputPipe.pieceBytes, alignment: 16)
            defer { piece.deallocate() }
            while let count = InputPipe.read(source, into: piece, noting: &copy.failure), count > 0 {
                try copy.file.write(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            }
            return copy
        } catch {
            throw RetraceError(.inputOutput, "A copy of what comes by a pipe can't be kept in '\(folder)': \(error).")
        }
    }

    /// Nil where the pipe can't be read; `failure` is why.
    private static func read(
        _ source: PipeSource, into piece: UnsafeMutableRawBufferPointer, noting failure: inout FrameError?
    ) -> Int? {
        do {
            return try source.read(into: piece)
        } catch {
            failure = error as? FrameError ?? FrameError("cannot be read: \(error)")
            return nil
        }
    }

    /// The same object.
    public static func == (left: InputPipe, right: InputPipe) -> Bool { left === right }

    /// Hashes the object's identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
