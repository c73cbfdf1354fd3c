/// A set of sources: pairs of identifier type and purpose, and the unknown source. Bit `purpose * 2 + type`.
struct SourceSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The source of an identifier of a type that is held for a purpose, given by its place in the vocabulary.
    @inline(__always)
    init(_ type: IdentifierType, _ purpose: Int) {
        rawValue = 1 << UInt64(purpose * 2 + type.rawValue)
    }

    /// The source of what was never held.
    static let unknown = SourceSet(rawValue: 1 << 63)
    /// The bit of ``unknown``.
    static let unknownBit = 63
}
