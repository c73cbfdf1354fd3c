import RetraceHost

/// What was copied out of a pipe. Any number of readers may read it, each from its start.
final class SpoolSource: ByteSource {
    private let spool: Spool
    private var position = 0

    /// A copy, or as much of it as could be made.
    struct Spool: Sendable {
        var file: OpenFile
        /// Why the pipe could not be read to its end, if that is so.
        var failure: FrameError?
    }

    init(_ spool: Spool) { self.spool = spool }

    func read(into output: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try spool.file.read(at: position, into: output)
        if count == 0, let failure = spool.failure { throw failure }
        position += count
        return count
    }

    func checkUnchanged() {}
}
