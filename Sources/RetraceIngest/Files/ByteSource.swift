/// Where the stored bytes of a log file come from, from its start to its end. Used by one thread at a time.
protocol ByteSource: AnyObject {
    /// Reads some bytes and returns how many; 0 at the end. Throws ``FrameError``, or ``RetraceHost/HostError`` as the system
    /// gave it.
    func read(into output: UnsafeMutableRawBufferPointer) throws -> Int
    /// To be called at the end: throws ``FrameError`` where what was read is not what it was when it was found.
    func checkUnchanged() throws
}
