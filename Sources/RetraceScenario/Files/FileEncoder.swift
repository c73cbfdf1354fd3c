/// Turns the bytes of lines into the bytes of a file.
protocol FileEncoder: AnyObject {
    /// Takes bytes, in any portions.
    func write(_ bytes: UnsafeRawBufferPointer, to sink: FileSink) throws
    /// Writes what is still held back; nothing may follow.
    func finish(to sink: FileSink) throws
}

/// Bytes as they are.
final class PlainEncoder: FileEncoder {
    func write(_ bytes: UnsafeRawBufferPointer, to sink: FileSink) throws { try sink.write(bytes) }
    func finish(to sink: FileSink) throws {}
}
