import RetraceCore

/// The estimates of a count in both readings.
public struct EstimatePair: Codable, Equatable, Sendable {
    /// Of the lower reading.
    public var lower: Estimate
    /// Of the upper reading.
    public var upper: Estimate

    /// A pair.
    public init(lower: Estimate, upper: Estimate) {
        self.lower = lower
        self.upper = upper
    }
}
