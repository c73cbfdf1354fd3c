/// What a ``ResumableEvidenceSink`` holds between two partitions.
public struct EvidenceSinkState: Sendable {
    /// Bytes of its file that have been written: later ones may follow, but these stay as they are until its end.
    public var fileBytes: Int
    /// The rest, in words of its own.
    public var messages: [[UInt8]]

    /// A state from its parts.
    public init(fileBytes: Int, messages: [[UInt8]]) {
        self.fileBytes = fileBytes
        self.messages = messages
    }
}
