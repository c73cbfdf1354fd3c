import RetraceCore

/// Which people of a case are meant: those in one count.
public struct CaseSelection: Equatable, Sendable {
    /// Whom a row stands for.
    public enum Unit: String, CaseIterable, Sendable {
        /// An account.
        case accounts
        /// A person with all its accounts in the count; an account without a person is one of its own.
        case persons
    }

    /// The count.
    public var count: CountKind
    /// The side of the run's cutoff.
    public var side: Side
    /// The reading.
    public var reading: Reading
    /// Whom a row stands for.
    public var unit: Unit
    /// Whether rows are in order of country first, then of id.
    public var isByCountry: Bool

    /// A selection from its parts.
    public init(
        count: CountKind, side: Side = .before, reading: Reading, unit: Unit = .accounts, isByCountry: Bool = false
    ) {
        self.count = count
        self.side = side
        self.reading = reading
        self.unit = unit
        self.isByCountry = isByCountry
    }
}
