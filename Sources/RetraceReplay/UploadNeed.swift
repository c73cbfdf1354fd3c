import RetraceCore

/// An audience and an identifier whose list entries a match without a hash needs.
public struct UploadNeed: Hashable, Sendable {
    /// The audience.
    public var audience: TextID
    /// The identifier that the account held at some time.
    public var identifier: IdentifierKey
}
