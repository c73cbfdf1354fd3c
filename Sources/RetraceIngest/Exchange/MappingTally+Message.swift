import RetraceCore

extension MappingTally {
    /// Writes all of it.
    public func encode(into encoder: inout MessageEncoder) {
        encoder.number(UInt64(mapping.stream.rawValue))
        encoder.number(UInt64(mapping.sourceNumbers.count))
        for number in mapping.sourceNumbers { encoder.number(UInt64(number)) }
        encoder.number(lines)
        for field in fields {
            encoder.number(field.found)
            encoder.number(field.unmapped)
            encoder.number(UInt64(field.examples.count))
            for example in field.examples { encoder.string(example) }
        }
    }

    /// Reads what ``encode(into:)`` writes. Throws ``RetraceCore/MalformedMessage``, and ``RetraceCore/RetraceError`` of kind
    /// `data` when the mapping can't be followed.
    public init(from decoder: inout MessageDecoder, catalog: MappingCatalog) throws {
        guard let stream = LogStream(rawValue: try decoder.integer()) else { throw MalformedMessage() }
        let numbers = try (0..<decoder.count(bytesEach: 1)).map { _ in try decoder.integer(Int.self) }
        self.init(try catalog.mapping(numbers, of: stream))
        lines = try decoder.number()
        for index in fields.indices {
            fields[index].found = try decoder.number()
            fields[index].unmapped = try decoder.number()
            for _ in 0..<(try decoder.count(bytesEach: 1)) { fields[index].examples.append(try decoder.string()) }
        }
    }
}
