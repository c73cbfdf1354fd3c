/// A row of ``ReplayResult/unclassifiedPurposes``: a purpose that no prefix of the policy covers.
public struct UnclassifiedPurpose: Codable, Equatable, Sendable {
    /// The purpose, as the logs have it.
    public var purpose: String
    /// Accepted `add` lines of `identifiers` with this purpose.
    public var identifierEvents: UInt64

    /// A row from its parts.
    public init(purpose: String, identifierEvents: UInt64) {
        self.purpose = purpose
        self.identifierEvents = identifierEvents
    }

    enum CodingKeys: String, CodingKey {
        case purpose
        case identifierEvents = "identifier_events"
    }
}
