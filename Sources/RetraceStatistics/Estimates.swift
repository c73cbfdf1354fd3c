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

/// Estimates for every count, keyed by ``RetraceCore/CountKind/name``.
public struct Estimates: Codable, Equatable, Sendable {
    /// Over distinct accounts.
    public var accounts: Sided<[String: EstimatePair]>
    /// Over distinct persons; nil (JSON `null`) where there is no `accounts` stream.
    public var persons: Sided<[String: EstimatePair]>?

    /// Estimates from their parts.
    public init(accounts: Sided<[String: EstimatePair]>, persons: Sided<[String: EstimatePair]>?) {
        self.accounts = accounts
        self.persons = persons
    }

    enum CodingKeys: CodingKey {
        case accounts, persons
    }

    /// Writes `persons` as `null` rather than leaving it out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(accounts, forKey: .accounts)
        try container.encode(persons, forKey: .persons)
    }
}
