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
