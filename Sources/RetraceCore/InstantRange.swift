/// Earliest and latest of some instants.
public struct InstantRange: Equatable, Sendable {
    /// ``Instant/distantFuture`` while there is none.
    public private(set) var first = Instant.distantFuture
    /// ``Instant/distantPast`` while there is none.
    public private(set) var last = Instant.distantPast

    /// An empty range.
    public init() {}

    /// A range from its ends; an empty one has those that an empty range has.
    public init(first: Instant, last: Instant) {
        self.first = first
        self.last = last
    }

    /// Takes in an instant.
    @inlinable
    public mutating func add(_ instant: Instant) {
        addRange(first: instant, last: instant)
    }

    /// Takes in another range.
    public mutating func merge(_ other: InstantRange) {
        addRange(first: other.first, last: other.last)
    }

    @usableFromInline
    mutating func addRange(first: Instant, last: Instant) {
        self.first = min(self.first, first)
        self.last = max(self.last, last)
    }
}
