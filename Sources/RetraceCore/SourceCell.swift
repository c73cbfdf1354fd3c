/// A cell of the breakdown by source: a purpose and the kind of identifier that was given for it.
@frozen
public struct SourceCell: Hashable, Comparable, Sendable {
    /// The purpose's number in the upper bits, the type in the lowest two.
    public var rawValue: UInt64

    /// A cell from its raw value.
    @inlinable
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// A cell from its parts.
    @inlinable
    public init(purpose: TextID, type: IdentifierType) {
        rawValue = UInt64(purpose) << 2 | UInt64(type.rawValue)
    }

    /// The cell of uses whose source is not known.
    public static let unknown = SourceCell(purpose: absentText, type: .absent)

    /// The purpose's number.
    @inlinable
    public var purpose: TextID { TextID(truncatingIfNeeded: rawValue >> 2) }

    /// The kind of identifier.
    public var type: IdentifierType { IdentifierType(rawValue: UInt8(rawValue & 3)) ?? .absent }

    /// By the number of the purpose, then the type: an order of the run, not of the texts.
    @inlinable
    public static func < (left: SourceCell, right: SourceCell) -> Bool { left.rawValue < right.rawValue }
}
