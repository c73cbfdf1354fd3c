import RetraceStatistics

/// Both readings of a count as a report may print them.
struct PublishedBounds: Equatable, Sendable {
    /// Stands for a number that is withheld.
    static let mark = "∗"

    /// What the logs prove.
    var lower: PublishedCount
    /// What they do not rule out.
    var upper: PublishedCount

    /// Both as they are.
    init(_ bounds: Bounds) { self.init(lower: .exact(bounds.lower), upper: .exact(bounds.upper)) }

    init(lower: PublishedCount, upper: PublishedCount) {
        self.lower = lower
        self.upper = upper
    }

    /// Neither is printed.
    static let withheld = PublishedBounds(lower: .withheld, upper: .withheld)

    /// `12–34`, one number where both are equal, and ``mark`` for what is withheld.
    var text: String {
        if lower == upper { return PublishedBounds.text(lower) }
        return "\(PublishedBounds.text(lower))–\(PublishedBounds.text(upper))"
    }

    private static func text(_ count: PublishedCount) -> String { count.value.map(Figures.count) ?? mark }
}
