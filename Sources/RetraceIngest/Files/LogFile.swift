import RetraceCore
import RetraceHost

/// A file of a stream.
public struct LogFile: Hashable, Sendable {
    /// The stream that its folder belongs to.
    public var stream: LogStream
    /// The path to open it by, zero-terminated; not necessarily UTF-8.
    public var path: [CChar]
    /// The path relative to the log root for people; bytes that are not UTF-8 are replaced.
    public var name: String
    /// Bytes as stored, when it was found.
    public var size: UInt64
    /// Its state when it was found; nil where that is not known.
    public var version: FileVersion?
    /// Why it can't be read, if that was plain when it was found.
    public var obstacle: String?
    /// How its lines become lines of the stream; nil where they are.
    public var mapping: FileMapping?
    /// Where its bytes come from when they can be read but once; nil for a file.
    public var pipe: InputPipe?
    /// Where its bytes are among those of others that come by one pipe; nil for a file.
    public var joined: JoinedFiles.Place?
    /// What its frames may have been compressed with.
    public var dictionaries: ZstandardDictionaries?

    /// A file from its parts.
    public init(
        stream: LogStream, path: [CChar], name: String, size: UInt64, version: FileVersion? = nil,
        obstacle: String? = nil, mapping: FileMapping? = nil
    ) {
        self.stream = stream
        self.path = path
        self.name = name
        self.size = size
        self.version = version
        self.obstacle = obstacle
        self.mapping = mapping
    }

    /// Bytes that a pipe is taken to hold before it has been read.
    private static let pipeBytesExpected: UInt64 = 4 << 30

    /// Bytes that will be read, as far as one can know.
    public var sizeExpected: UInt64 { pipe == nil ? size : LogFile.pipeBytesExpected }

    /// Bytes as stored, once the file has been read: those of a pipe are known only then.
    public func size(_ entry: FileLedger.Entry) -> UInt64 { pipe == nil ? size : entry.bytesStored }
}
