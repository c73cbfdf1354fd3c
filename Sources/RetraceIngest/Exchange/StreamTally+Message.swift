import RetraceCore

extension StreamTally {
    /// Writes all of it.
    public func encode(into encoder: inout MessageEncoder) {
        encoder.number(valid)
        encoder.number(UInt64(rejected.count))
        for count in rejected { encoder.number(count) }
        encoder.range(instants)
    }

    /// Reads what ``encode(into:)`` writes. Throws ``RetraceCore/MalformedMessage``.
    public init(from decoder: inout MessageDecoder) throws {
        self.init()
        valid = try decoder.number()
        guard try decoder.integer(Int.self) == rejected.count else { throw MalformedMessage() }
        for reason in rejected.indices { rejected[reason] = try decoder.number() }
        instants = try decoder.range()
    }
}
