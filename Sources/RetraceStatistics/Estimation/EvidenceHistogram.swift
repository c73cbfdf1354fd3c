/// How many accounts (or persons) were seen in exactly k pieces of qualifying evidence, for each k ≥ 1.
///
/// A piece is what a log can lose as a whole: an event under event sampling, a file under lost files, an account of a
/// person under account sampling. Merging is associative and commutative, so partial histograms of partitions may be
/// merged in any order. In JSON a list of pairs `[k, accounts]` sorted by k.
public struct EvidenceHistogram: Codable, Equatable, Sendable {
    private var frequencies: [UInt32: UInt64] = [:]

    /// Nobody seen.
    public init() {}

    /// A histogram from its entries; entries of k = 0 or of zero accounts are left out, repeated k add up.
    public init(_ entries: [UInt32: UInt64]) {
        for (pieces, accounts) in entries { add(pieces: pieces, accounts: accounts) }
    }

    /// Notes `accounts` accounts as seen in exactly `pieces` pieces; nothing happens when either is zero. Constant time.
    public mutating func add(pieces: UInt32, accounts: UInt64 = 1) {
        guard pieces > 0, accounts > 0 else { return }
        frequencies[pieces, default: 0] += accounts
    }

    /// Adds another histogram of other accounts. Linear in the number of different k of `other`.
    public mutating func merge(_ other: EvidenceHistogram) {
        for (pieces, accounts) in other.frequencies { frequencies[pieces, default: 0] += accounts }
    }

    /// Accounts seen in exactly `pieces` pieces; 0 for k = 0, of which a log knows nothing.
    public subscript(pieces: UInt32) -> UInt64 { frequencies[pieces] ?? 0 }

    /// Distinct accounts seen at all: the sum over k. Linear in the number of different k.
    public var total: UInt64 { frequencies.values.reduce(0, +) }

    /// The entries sorted by k.
    public var entries: [(pieces: UInt32, accounts: UInt64)] {
        frequencies.sorted { $0.key < $1.key }.map { (pieces: $0.key, accounts: $0.value) }
    }

    /// Reads a list of pairs. Throws `DecodingError` when it is no list of pairs of non-negative integers.
    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        while !list.isAtEnd {
            var pair = try list.nestedUnkeyedContainer()
            let pieces = try pair.decode(UInt32.self)
            add(pieces: pieces, accounts: try pair.decode(UInt64.self))
        }
    }

    /// Writes a list of pairs sorted by k.
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for entry in entries {
            var pair = list.nestedUnkeyedContainer()
            try pair.encode(entry.pieces)
            try pair.encode(entry.accounts)
        }
    }
}
