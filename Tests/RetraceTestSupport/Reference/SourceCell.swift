/// A cell of the breakdown by source: a purpose, with the type of the identifier given for it.
public struct SourceCell: Hashable, Sendable {
    /// `email`, `phone` or `unknown`.
    public var idType: LogText
    /// The purpose, or `unknown`.
    public var purpose: LogText

    /// A cell from its parts.
    public init(idType: LogText, purpose: LogText) {
        self.idType = idType
        self.purpose = purpose
    }

    /// What an unattributed event has.
    public static let unknown = SourceCell(idType: "unknown", purpose: "unknown")
}
