import RetraceCore

/// Files as they are stored, for those who want to know how fast they can be read at all.
public enum StoredFile {
    /// Reads a file from start to end, `bufferSize` bytes at a time, and does nothing with it. Returns how many bytes it
    /// had. Throws ``FrameError`` when it can't be read.
    public static func read(_ file: LogFile, bufferSize: Int) throws -> UInt64 {
        if let obstacle = file.obstacle { throw FrameError(obstacle) }
        let reader = try FileReader(file, bufferSize: bufferSize)
        while !reader.isAtEnd { reader.consume(try reader.pending().count) }
        return reader.bytesRead
    }

    /// SHA-256 of a file as stored, in lower-case hexadecimal digits. Throws ``FrameError`` when it can't be read, or was changed
    /// meanwhile.
    public static func sha256(of file: LogFile) throws -> String? {
        try FileReader(file, bufferSize: 1 << 20, isHashing: true).finishHash()
    }
}
