import RetraceCore

extension MappingTally {
    /// Writes all of it but the mapping, which goes by its position among those of the run.
    public func encode(into encoder: inout MessageEncoder) {
        encoder.number(lines)
        encoder.number(UInt64(fields.count))
        for field in fields {
            encoder.number(field.found)
            encoder.number(field.unmapped)
            encoder.number(UInt64(field.examples.count))
            for example in field.examples { encoder.string(example) }
        }
    }

    /// Writes all of it, and which sources of the run's mapping it is about.
    public func encodeWithSources(into encoder: inout MessageEncoder) {
        encoder.number(UInt64(mapping.stream.rawValue))
        encoder.number(UInt64(mapping.sourceNumbers.count))
        for number in mapping.sourceNumbers { encoder.number(UInt64(number)) }
        encode(into: &encoder)
    }

    /// Reads what ``encodeWithSources(into:)`` writes. Throws ``RetraceCore/MalformedMessage``, and
    /// ``RetraceCore/RetraceError`` of kind `data` when the mapping can't be followed.
    public init(from decoder: inout MessageDecoder, catalog: MappingCatalog) throws {
        guard let stream = LogStream(rawValue: try decoder.integer()) else { throw MalformedMessage() }
        let numbers = try (0..<decoder.count(bytesEach: 1)).map { _ in try decoder.integer(Int.self) }
        try self.init(from: &decoder, of: catalog.mapping(numbers, of: stream))
    }

    /// Reads what ``encode(into:)`` writes of `mapping`. Throws ``RetraceCore/MalformedMessage``.
    public init(from decoder: inout MessageDecoder, of mapping: FileMapping) throws {
        self.init(mapping)
        lines = try decoder.number()
        guard try decoder.count(bytesEach: 3) == fields.count else { throw MalformedMessage() }
        for field in fields.indices {
            fields[field].found = try decoder.number()
            fields[field].unmapped = try decoder.number()
            fields[field].examples = try (0..<decoder.count(bytesEach: 1)).map { _ in try decoder.string() }
        }
    }
}
