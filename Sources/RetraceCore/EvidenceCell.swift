/// A cell of a breakdown that an affected account falls in.
public struct EvidenceCell: BitwiseCopyable, Hashable, Sendable {
    /// The breakdown.
    public enum Dimension: UInt8, BitwiseCopyable, CaseIterable, Sendable {
        /// The cell is a ``SourceCell/rawValue``.
        case source
        /// The cell is a text's number.
        case product
        /// The cell is a text's number.
        case advertiser
        /// The country of impressions: the cell is a text's number.
        case country
    }

    // In an order that leaves no gaps: 16 bytes each.
    /// The cell.
    public var cell: UInt64
    /// The counts in which the account falls there.
    public var mask: CountMask
    /// The breakdown.
    public var dimension: Dimension

    /// A cell from its parts.
    public init(dimension: Dimension, cell: UInt64, mask: CountMask) {
        self.dimension = dimension
        self.cell = cell
        self.mask = mask
    }
}
