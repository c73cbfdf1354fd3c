/// A line of the `identifiers` stream: the account gained or lost an identifier for a purpose.
@frozen
public struct IdentifierEvent: Sendable {
    /// The identifier.
    public var identifier: IdentifierKey
    /// When.
    public var instant: Instant
    /// For what; ``absentText`` in a removal for every purpose.
    public var purpose: TextID
    /// As what.
    public var type: IdentifierType
    /// Lost rather than gained.
    public var isRemoval: Bool

    /// An event from its parts.
    @inlinable
    public init(
        identifier: IdentifierKey, instant: Instant, purpose: TextID, type: IdentifierType, isRemoval: Bool
    ) {
        self.identifier = identifier
        self.instant = instant
        self.purpose = purpose
        self.type = type
        self.isRemoval = isRemoval
    }
}
