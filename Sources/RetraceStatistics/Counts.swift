import RetraceCore

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

/// The five counts on one side of the cutoff.
public struct CountSet: Codable, Equatable, Sendable {
    /// See ``RetraceCore/CountKind/atRisk``.
    public var atRisk = Bounds()
    /// See ``RetraceCore/CountKind/matched``.
    public var matched = Bounds()
    /// See ``RetraceCore/CountKind/solelyMatched``.
    public var solelyMatched = Bounds()
    /// See ``RetraceCore/CountKind/reached``.
    public var reached = Bounds()
    /// See ``RetraceCore/CountKind/disclosed``.
    public var disclosed = Bounds()

    /// All zero.
    public init() {}

    enum CodingKeys: String, CodingKey {
        case atRisk = "at_risk"
        case matched
        case solelyMatched = "solely_matched"
        case reached
        case disclosed
    }

    /// One count by its kind.
    public subscript(kind: CountKind) -> Bounds {
        get {
            switch kind {
            case .atRisk: atRisk
            case .matched: matched
            case .solelyMatched: solelyMatched
            case .reached: reached
            case .disclosed: disclosed
            }
        }
        set {
            switch kind {
            case .atRisk: atRisk = newValue
            case .matched: matched = newValue
            case .solelyMatched: solelyMatched = newValue
            case .reached: reached = newValue
            case .disclosed: disclosed = newValue
            }
        }
    }
}

/// A value on each side of the cutoff.
public struct Sided<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    /// Of what happened before the cutoff.
    public var before: Value
    /// Of what happened at the cutoff or later.
    public var since: Value

    /// A pair.
    public init(before: Value, since: Value) {
        self.before = before
        self.since = since
    }

    /// One of the two.
    public subscript(side: Side) -> Value {
        get { side == .before ? before : since }
        set { if side == .before { before = newValue } else { since = newValue } }
    }
}

/// Totals over distinct accounts and, where the logs name them, distinct persons.
public struct Totals: Codable, Equatable, Sendable {
    /// Over distinct accounts.
    public var accounts: Sided<CountSet>
    /// Over distinct persons; nil (JSON `null`) where there is no `accounts` stream.
    public var persons: Sided<CountSet>?

    /// Totals from their parts.
    public init(accounts: Sided<CountSet>, persons: Sided<CountSet>?) {
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

/// `add` match events by verdict, after de-duplication; a match without a hash counts once per candidate.
public struct VerdictCounts: Codable, Equatable, Sendable {
    /// See ``RetraceCore/Verdict/permitted``.
    public var permitted: UInt64 = 0
    /// See ``RetraceCore/Verdict/restricted``.
    public var restricted: UInt64 = 0
    /// See ``RetraceCore/Verdict/unclassified``.
    public var unclassified: UInt64 = 0
    /// See ``RetraceCore/Verdict/stale``.
    public var stale: UInt64 = 0
    /// See ``RetraceCore/Verdict/unattributed``.
    public var unattributed: UInt64 = 0

    /// All zero.
    public init() {}

    /// One number by its verdict.
    public subscript(verdict: Verdict) -> UInt64 {
        get {
            switch verdict {
            case .permitted: permitted
            case .restricted: restricted
            case .unclassified: unclassified
            case .stale: stale
            case .unattributed: unattributed
            }
        }
        set {
            switch verdict {
            case .permitted: permitted = newValue
            case .restricted: restricted = newValue
            case .unclassified: unclassified = newValue
            case .stale: stale = newValue
            case .unattributed: unattributed = newValue
            }
        }
    }
}
