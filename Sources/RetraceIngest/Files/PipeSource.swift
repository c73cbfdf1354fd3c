import RetraceHost

/// A pipe, or whatever else can be read but once.
final class PipeSource: ByteSource {
    private let file: OpenFile
    private let isStopped: @Sendable () -> Bool
    /// How often somebody who wants to stop is listened to while nothing comes.
    private static let patienceMilliseconds: Int32 = 100

    /// A source that gives up once `isStopped` says so.
    init(_ file: OpenFile, isStopped: @escaping @Sendable () -> Bool) {
        self.file = file
        self.isStopped = isStopped
    }

    /// Waits until something comes: whoever writes may not have begun yet, or may be slow.
    func read(into output: UnsafeMutableRawBufferPointer) throws -> Int {
        while try !file.waitUntilReadable(milliseconds: PipeSource.patienceMilliseconds) {
            if isStopped() { throw FrameError("was not read to its end: the run was stopped") }
        }
        return try file.read(into: output)
    }

    func checkUnchanged() {}
}
