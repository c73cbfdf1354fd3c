/// What an estimator found: numbers without words.
public struct IntervalEstimate: Equatable, Sendable {
    /// The estimate of the whole number of accounts or persons.
    public var point: Double
    /// Low end of the interval.
    public var low: Double
    /// High end of the interval; not below ``low``.
    public var high: Double
    /// Whether the interval is built to hold the truth at least, rather than about, as often as its confidence says: an exact
    /// interval of small numbers, or one widened by a worst-case bias.
    public var isConservative: Bool

    /// An estimate from its parts.
    public init(point: Double, low: Double, high: Double, isConservative: Bool) {
        self.point = point
        self.low = low
        self.high = high
        self.isConservative = isConservative
    }
}

/// An estimate or the reason why there is none.
public enum EstimatorOutcome: Equatable, Sendable {
    /// The method is valid here.
    case estimate(IntervalEstimate)
    /// It is not.
    case refused(Refusal)
}
