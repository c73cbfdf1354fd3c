import RetraceCore

extension AudienceEvent {
    /// Writes all of it.
    public func encode(into encoder: inout MessageEncoder, texts: inout TextDictionary) {
        encoder.number(UInt64(texts.number(of: audience)))
        encoder.instant(instant)
        encoder.number(isDeletion ? 1 : 0)
        encoder.number(UInt64(texts.number(of: product)))
        encoder.number(UInt64(texts.number(of: advertiser)))
    }

    /// Reads what ``encode(into:texts:)`` writes. Throws ``RetraceCore/MalformedMessage``.
    public init(from decoder: inout MessageDecoder) throws {
        self.init(
            audience: try decoder.text(), instant: try decoder.instant(), isDeletion: try decoder.number() != 0,
            product: try decoder.text(), advertiser: try decoder.text())
        guard audience != absentText else { throw MalformedMessage() }
    }
}
