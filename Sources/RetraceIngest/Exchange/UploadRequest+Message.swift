import RetraceCore

extension UploadRequest {
    /// Writes all of it.
    public func encode(into encoder: inout MessageEncoder) {
        encoder.word(pair)
        encoder.number(UInt64(partition))
    }

    /// Reads what ``encode(into:)`` writes. Throws ``RetraceCore/MalformedMessage``.
    public init(from decoder: inout MessageDecoder) throws {
        self.init(pair: try decoder.word(), partition: try decoder.integer())
    }
}
