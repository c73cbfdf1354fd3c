/// A line of the `uploads` stream: an entry of an audience's list was added or removed.
@frozen
public struct UploadEvent: Sendable {
    /// The identifier on the list.
    public var identifier: IdentifierKey
    /// When.
    public var instant: Instant
    /// The audience whose list it is.
    public var audience: TextID
    /// Taken off the list rather than put on it.
    public var isRemoval: Bool

    /// An event from its parts.
    @inlinable
    public init(identifier: IdentifierKey, instant: Instant, audience: TextID, isRemoval: Bool) {
        self.identifier = identifier
        self.instant = instant
        self.audience = audience
        self.isRemoval = isRemoval
    }
}
