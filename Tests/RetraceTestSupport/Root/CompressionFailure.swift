/// A compression library refused to compress.
public struct CompressionFailure: Error {
    /// What the library said.
    public var reason: String
}
