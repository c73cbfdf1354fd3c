/// A row of ``Breakdowns/source``.
public struct SourceRow: Codable, Equatable, Sendable {
    /// `email`, `phone` or `unknown`.
    public var idType: String
    /// The purpose, or `unknown`.
    public var purpose: String
    /// Counts before the cutoff.
    public var before: CountSet
    /// Counts since the cutoff.
    public var since: CountSet

    /// A row from its parts.
    public init(idType: String, purpose: String, before: CountSet, since: CountSet) {
        self.idType = idType
        self.purpose = purpose
        self.before = before
        self.since = since
    }

    enum CodingKeys: String, CodingKey {
        case purpose, before, since
        case idType = "id_type"
    }
}
