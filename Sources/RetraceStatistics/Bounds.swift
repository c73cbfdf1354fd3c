/// The value of a count in both readings. Of a count and of cells that an account can only gain by the upper reading,
/// `lower` never exceeds `upper`; by month or day it can, since each reading has its own first instant.
public struct Bounds: Codable, Equatable, Sendable {
    /// Open verdicts count for nothing.
    public var lower: UInt64
    /// Open verdicts count as restricted.
    public var upper: UInt64

    /// Both zero unless given.
    public init(lower: UInt64 = 0, upper: UInt64 = 0) {
        self.lower = lower
        self.upper = upper
    }
}
