import RetraceCore

/// A run of complete lines of one file.
///
/// Handed from the thread that decompressed it to the one that parses it; only one of them holds it at a time.
public struct LineBlock: @unchecked Sendable {
    /// Where the lines lie, from the buffer's start.
    public let buffer: BlockBuffer
    /// Bytes of lines; the last line may lack its line feed.
    public let count: Int
    /// The file's number within the run.
    public let file: Int
    /// The stream that the file belongs to.
    public let stream: LogStream
    /// How its lines become lines of the stream; nil where they are.
    public let mapping: FileMapping?
    /// The block's number within its file, from 0.
    public let sequence: Int
    /// Whether the block stands for one line that was too long to be kept; then it has no bytes.
    public let isOverlongLine: Bool

    /// Its lines, which live until the buffer is used again.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: buffer.base, count: count) }
}
