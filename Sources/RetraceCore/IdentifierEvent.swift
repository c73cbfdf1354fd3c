/// A line of the `identifiers` stream: the account gained or lost an identifier for a purpose.
@frozen
public struct IdentifierEvent: Sendable {
    /// The identifier.
    public var identifier: IdentifierKey
    /// Where it stands; only to be looked into when evidence is collected.
    public var detail: EventDetail
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
        identifier: IdentifierKey, detail: EventDetail, instant: Instant, purpose: TextID, type: IdentifierType,
        isRemoval: Bool
    ) {
        self.identifier = identifier
        self.detail = detail
        self.instant = instant
        self.purpose = purpose
        self.type = type
        self.isRemoval = isRemoval
    }
}
