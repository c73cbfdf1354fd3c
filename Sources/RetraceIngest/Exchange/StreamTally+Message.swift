import RetraceCore

extension StreamTally {
    /// Writes all of it.
    public func encode(into encoder: inout MessageEncoder, texts: inout TextDictionary) {
        encoder.number(valid)
        encoder.number(UInt64(rejected.count))
        for count in rejected { encoder.number(count) }
        encoder.range(instants)
        encoder.number(UInt64(hours.count))
        for (hour, count) in hours.sorted(by: { $0.key < $1.key }) {
            encoder.number(UInt64(hour))
            encoder.number(count)
        }
        encoder.number(UInt64(purposes.count))
        for (purpose, count) in purposes.sorted(by: { $0.key < $1.key }) {
            encoder.number(UInt64(texts.number(of: purpose)))
            encoder.number(count)
        }
    }

    /// Reads what ``encode(into:texts:)`` writes. Throws ``RetraceCore/MalformedMessage``.
    public init(from decoder: inout MessageDecoder) throws {
        self.init()
        valid = try decoder.number()
        guard try decoder.integer(Int.self) == rejected.count else { throw MalformedMessage() }
        for reason in rejected.indices { rejected[reason] = try decoder.number() }
        instants = try decoder.range()
        for _ in 0..<(try decoder.count(bytesEach: 2)) { hours[try decoder.integer()] = try decoder.number() }
        for _ in 0..<(try decoder.count(bytesEach: 2)) {
            let purpose = try decoder.text()
            guard purpose != absentText else { throw MalformedMessage() }
            purposes[purpose] = try decoder.number()
        }
    }
}
