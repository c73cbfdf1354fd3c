/// A count of people; the order is that in which each nests in the one before it (``disclosed`` in ``atRisk``).
public enum CountKind: Int, CaseIterable, Sendable {
    /// Gave an identifier for restricted purposes alone.
    case atRisk
    /// Such an identifier was used in a match.
    case matched
    /// Only such identifiers put the account into an audience.
    case solelyMatched
    /// Was shown an ad because of it.
    case reached
    /// Such an identifier left the platform.
    case disclosed

    /// The key in results.
    public var name: String {
        switch self {
        case .atRisk: "at_risk"
        case .matched: "matched"
        case .solelyMatched: "solely_matched"
        case .reached: "reached"
        case .disclosed: "disclosed"
        }
    }
}

/// On which side of the cutoff something happened.
public enum Side: Int, CaseIterable, Sendable {
    /// Earlier than the cutoff.
    case before
    /// At the cutoff or later.
    case since
}

/// How verdicts that the logs leave open are read.
public enum Reading: Int, CaseIterable, Sendable {
    /// Open verdicts count for nothing.
    case lower
    /// Open verdicts count as restricted.
    case upper
}

/// A set of (count, side, reading): which counts an account is in. 20 bits are used.
public struct CountMask: OptionSet, Hashable, Sendable {
    /// Bit `side * 10 + count * 2 + reading`.
    public var rawValue: UInt32

    /// A mask from its bits.
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// How many bits a mask has.
    public static let bitCount = 20

    /// The mask with the one bit of a count.
    @inlinable
    public init(_ count: CountKind, _ side: Side, _ reading: Reading) {
        rawValue = 1 << UInt32(CountMask.bit(count, side, reading))
    }

    /// The position of a count's bit, 0 to 19.
    @inlinable
    public static func bit(_ count: CountKind, _ side: Side, _ reading: Reading) -> Int {
        side.rawValue * 10 + count.rawValue * 2 + reading.rawValue
    }
}
