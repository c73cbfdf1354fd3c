import RetraceCore

/// An estimate of a count, or the reason why there is none.
public struct Estimate: Codable, Equatable, Sendable {
    /// The estimate; nil (JSON `null`) when ``refused``.
    public var point: Double?
    /// Low end of the interval, or the lower bound that still holds; nil when none holds.
    public var low: Double?
    /// High end of the interval, or the upper bound that still holds; nil when none holds.
    public var high: Double?
    /// Nominal coverage of the interval, 0 to 1.
    public var confidence: Double
    /// How it was computed.
    public var method: String
    /// What has to be true for it to hold, a sentence each.
    public var assumptions: [String]
    /// Why no estimate is given; nil (JSON `null`) when there is one.
    public var refused: String?

    /// An estimate from its parts.
    public init(
        point: Double?, low: Double?, high: Double?, confidence: Double = 0.95, method: String,
        assumptions: [String] = [], refused: String? = nil
    ) {
        self.point = point
        self.low = low
        self.high = high
        self.confidence = confidence
        self.method = method
        self.assumptions = assumptions
        self.refused = refused
    }

    enum CodingKeys: CodingKey {
        case point, low, high, confidence, method, assumptions, refused
    }

    /// Writes absent values as `null` rather than leaving them out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(point, forKey: .point)
        try container.encode(low, forKey: .low)
        try container.encode(high, forKey: .high)
        try container.encode(confidence, forKey: .confidence)
        try container.encode(method, forKey: .method)
        try container.encode(assumptions, forKey: .assumptions)
        try container.encode(refused, forKey: .refused)
    }
}
