import RetraceCore

/// How many records there are of each kind and part. Merging is associative and commutative.
public struct BlockCounts: Equatable, Sendable {
    private var records: [Key: UInt64] = [:]

    private struct Key: Hashable {
        var kind: ExchangeKind
        var part: UInt32
    }

    /// None.
    public init() {}

    /// Adds records of a part.
    public mutating func add(_ kind: ExchangeKind, part: Int, records count: Int) {
        records[Key(kind: kind, part: UInt32(part)), default: 0] += UInt64(count)
    }

    /// Adds all of another count.
    public mutating func merge(_ other: BlockCounts) {
        records.merge(other.records, uniquingKeysWith: +)
    }

    /// Records of a kind and part.
    public subscript(kind: ExchangeKind, part: Int) -> UInt64 {
        records[Key(kind: kind, part: UInt32(part))] ?? 0
    }

    /// A kind and part of which the two counts differ, the first by number; nil when they are equal.
    public func firstDifference(from other: BlockCounts) -> (kind: ExchangeKind, part: Int)? {
        let keys = Set(records.keys).union(other.records.keys)
        let first = keys.filter { (records[$0] ?? 0) != (other.records[$0] ?? 0) }
            .min { ($0.kind.rawValue, $0.part) < ($1.kind.rawValue, $1.part) }
        return first.map { ($0.kind, Int($0.part)) }
    }

    /// Writes all of it, in the order of kinds and parts.
    public func encode(into encoder: inout MessageEncoder) {
        encoder.number(UInt64(records.count))
        for (key, count) in records.sorted(by: {
            ($0.key.kind.rawValue, $0.key.part) < ($1.key.kind.rawValue, $1.key.part)
        }) {
            encoder.number(UInt64(key.kind.rawValue))
            encoder.number(UInt64(key.part))
            encoder.number(count)
        }
    }

    /// Reads what ``encode(into:)`` writes. Throws ``MalformedMessage``.
    public init(from decoder: inout MessageDecoder) throws {
        for _ in 0..<(try decoder.count(bytesEach: 3)) {
            guard let kind = ExchangeKind(rawValue: try decoder.integer()) else { throw MalformedMessage() }
            records[Key(kind: kind, part: try decoder.integer())] = try decoder.number()
        }
    }
}
