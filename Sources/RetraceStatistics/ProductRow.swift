/// A row of ``Breakdowns/product``.
public struct ProductRow: Codable, Equatable, Sendable {
    /// The product, or `unknown`.
    public var product: String
    /// Counts before the cutoff.
    public var before: CountSet
    /// Counts since the cutoff.
    public var since: CountSet

    /// A row from its parts.
    public init(product: String, before: CountSet, since: CountSet) {
        self.product = product
        self.before = before
        self.since = since
    }
}
